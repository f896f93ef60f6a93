using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>Sales won and lost over the past, and a pipeline of open ones around today.</summary>
internal static class DemoDeals
{
    private const int Count = 1_200;

    private static readonly string[] NextSteps =
        ["Send the revised offer", "Book a demo with the team", "Agree on the contract terms", "Follow up after the board meeting", "Introduce the onboarding plan", "Call the decision maker", "Wait for budget approval"];

    public static IReadOnlyList<DemoDeal> Make(DateOnly today, IReadOnlyList<DemoAccount> accounts, IReadOnlyList<DemoProduct> products) =>
        [.. Enumerable.Range(0, Count).Select(number => Make(number, new DemoRandom(6, number), today, luck => luck.Favouring(accounts), products))];

    private static DemoDeal Make(int number, DemoRandom luck, DateOnly today, Func<DemoRandom, DemoAccount> accountOf, IReadOnlyList<DemoProduct> products)
    {
        var (account, product) = (accountOf(luck), luck.Favouring(products));
        var contact = luck.Of(account.Contacts);
        var stage = luck.Weighted(("prospecting", 15), ("engaging", 15), ("proposal", 10), ("negotiation", 8), ("won", 32), ("lost", 20));
        var open = stage is not ("won" or "lost");
        var oldest = Math.Min(today.DayNumber - account.Created.DayNumber, open ? 120 : DemoRecords.Days);
        var created = today.AddDays(-luck.Between(0, oldest));
        var closes = open ? today.AddDays(luck.Between(-12, 110)) : Earlier(created.AddDays(luck.Between(5, 90)), today);
        var seats = luck.Between(1, 12);
        var input = DemoRecord.Begin(luck, created)
            .Set("name", $"{account.Name}: {seats} × {product.Name}").Set("stage", stage)
            .Set("amount", decimal.Round(luck.About(product.Price * seats)))
            .Set("probability", Probability(luck, stage))
            .Set("engage_date", stage == "prospecting" ? null : Earlier(created.AddDays(luck.Between(0, 4)), closes < today ? closes : today))
            .Set("close_date", closes)
            .Set("account_id", account.Id).Set("contact_id", contact.Id).Set("product_id", product.Id)
            .Set("sales_agent", account.Owner.Name)
            .Set("source", luck.Weighted(("inbound", 34), ("outbound", 24), ("referral", 16), ("existing_customer", 16), ("partner", 8), ("other", 2)))
            .Set("lost_reason", stage == "lost" ? luck.Weighted(("price", 28), ("competitor", 24), ("no_budget", 16), ("no_decision", 14), ("timing", 10), ("missing_feature", 6), ("other", 2)) : null)
            .Set("next_step", open ? luck.Of(NextSteps) : null)
            .Set("external_id", $"DEMO-D{number + 1:00000}")
            .Set(SystemFields.OwnerId, account.Owner.Id);
        return new DemoDeal(input, created, open, account, contact);
    }

    private static long Probability(DemoRandom luck, string stage) => stage switch
    {
        "prospecting" => luck.Between(1, 3) * 5,
        "engaging" => luck.Between(4, 7) * 5,
        "proposal" => luck.Between(8, 12) * 5,
        "negotiation" => luck.Between(13, 18) * 5,
        "won" => 100,
        _ => 0,
    };

    private static DateOnly Earlier(DateOnly day, DateOnly other) => day < other ? day : other;
}
