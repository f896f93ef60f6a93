using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>What customers asked for help with.</summary>
internal static class DemoCases
{
    private const int Count = 500;

    private static readonly (string Subject, string Type)[] Subjects =
    [
        ("{0} stops after the last update", "problem"), ("How do I add a user to {0}?", "question"), ("Invoice for {0} shows the wrong address", "complaint"),
        ("Please extend the trial of {0}", "request"), ("Reports in {0} load slowly", "problem"), ("Export from {0} misses a column", "problem"),
        ("Can {0} be connected to our calendar?", "question"), ("Training for {0} wanted", "request"), ("Nobody answered our call about {0}", "complaint"),
    ];

    private static readonly string[] Resolutions = ["Explained on the phone.", "Fixed with the next update.", "Settings were corrected together.", "Credit note sent.", "Passed to the account owner, who agreed a date."];

    public static IReadOnlyList<DemoRecord> Make(DateOnly today, IReadOnlyList<DemoAccount> accounts, IReadOnlyList<DemoProduct> products)
    {
        var customers = accounts.Where(a => a.Status is "customer" or "partner").ToList();
        return [.. Enumerable.Range(0, Count).Select(number => Make(number, new DemoRandom(8, number), today, customers, products))];
    }

    private static DemoRecord Make(int number, DemoRandom luck, DateOnly today, List<DemoAccount> customers, IReadOnlyList<DemoProduct> products)
    {
        var (account, product, (subject, type)) = (luck.Favouring(customers), luck.Favouring(products), luck.Of(Subjects));
        var age = luck.Between(0, today.DayNumber - account.Created.DayNumber);
        var created = today.AddDays(-age);
        var status = age <= 20
            ? luck.Weighted(("new", 30), ("open", 30), ("waiting", 15), ("resolved", 20), ("closed", 5))
            : luck.Weighted(("open", 2), ("waiting", 3), ("resolved", 30), ("closed", 65));
        var priority = luck.Weighted(("low", 15), ("normal", 55), ("high", 22), ("urgent", 8));
        var input = DemoRecord.Begin(luck, created)
            .Set("subject", string.Format(System.Globalization.CultureInfo.InvariantCulture, subject, product.Name)).Set("type", type)
            .Set("status", status).Set("priority", priority)
            .Set("channel", luck.Weighted(("email", 40), ("phone", 25), ("web", 22), ("chat", 10), ("social", 3)))
            .Set("account_id", account.Id).Set("contact_id", luck.Of(account.Contacts).Id).Set("product_id", product.Id)
            .Set("due_date", created.AddDays(priority switch { "urgent" => 1, "high" => 3, _ => 7 }))
            .Set("external_id", $"DEMO-C{number + 1:00000}")
            .Set("resolution", status is "resolved" or "closed" ? luck.Of(Resolutions) : null)
            .Set(SystemFields.OwnerId, account.Owner.Id);
        return new DemoRecord(input, created);
    }
}
