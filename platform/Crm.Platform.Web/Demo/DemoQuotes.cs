using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>Quotes for some of the deals, with one to five products each.</summary>
internal static class DemoQuotes
{
    private const int Every = 6;

    /// <summary>Quotes, and the lines inside them.</summary>
    public static (IReadOnlyList<DemoRecord> Quotes, IReadOnlyList<DemoRecord> Lines) Make(DateOnly today, IReadOnlyList<DemoDeal> deals, IReadOnlyList<DemoProduct> products)
    {
        var (quotes, lines) = (new List<DemoRecord>(), new List<DemoRecord>());
        foreach (var (number, deal) in deals.Index().Where(d => d.Index % Every == 0))
        {
            var luck = new DemoRandom(12, number);
            var quote = Quote(luck, today, deal);
            quotes.Add(quote);
            lines.AddRange(Enumerable.Range(1, luck.Between(1, 5)).Select(position => Line(luck, quote, position, luck.Favouring(products))));
        }
        return (quotes, lines);
    }

    private static DemoRecord Quote(DemoRandom luck, DateOnly today, DemoDeal deal)
    {
        var status = deal.Open ? luck.Weighted(("draft", 45), ("sent", 55)) : luck.Weighted(("accepted", 70), ("declined", 30));
        return new DemoRecord(
            DemoRecord.Begin(luck, deal.Created)
                .Set("status", status).Set("account_id", deal.Account.Id).Set("contact_id", deal.Contact.Id).Set("deal_id", deal.Id)
                .Set("valid_until", deal.Open ? today.AddDays(luck.Between(3, 45)) : deal.Created.AddDays(30))
                .Set(SystemFields.OwnerId, deal.Account.Owner.Id),
            deal.Created);
    }

    private static DemoRecord Line(DemoRandom luck, DemoRecord quote, long position, DemoProduct product) => new(
        DemoRecord.Begin(luck, quote.Created)
            .Set("quote_id", quote.Id).Set("product_id", product.Id).Set("position", position)
            .Set("quantity", (long)luck.Between(1, 12)).Set("price", product.Price).Set("discount", luck.Chance(0.3) ? luck.Between(1, 4) * 5m : null),
        quote.Created);
}
