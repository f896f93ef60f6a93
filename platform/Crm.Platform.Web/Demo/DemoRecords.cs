using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Web.Demo;

/// <summary>All demo records, in an order in which every link points backwards. Pure: the same for the same day.</summary>
internal static class DemoRecords
{
    /// <summary>How far back the made-up history goes.</summary>
    public const int Days = 548;

    public static IReadOnlyList<NewRecords> Make(DateOnly today)
    {
        var people = DemoPeople.Make(today);
        var products = DemoProducts.Make(today, people);
        var accounts = DemoAccounts.Make(today, people);
        var contacts = DemoContacts.Make(today, accounts);
        var leads = DemoLeads.Make(today, people, contacts);
        var deals = DemoDeals.Make(today, accounts, products);
        var cases = DemoCases.Make(today, accounts, products);
        var tags = DemoTags.Make(today, people);
        var (quotes, lines) = DemoQuotes.Make(today, deals, products);
        return
        [
            Batch(SystemFields.UserEntity, people),
            Batch("product", products),
            Batch("account", accounts),
            Batch("contact", contacts),
            Batch("lead", leads),
            Batch("deal", deals),
            Batch("tag", tags),
            Batch("account_tags", DemoTags.OnAccounts(tags, accounts)),
            Batch("contact_tags", DemoTags.OnContacts(tags, contacts)),
            Batch("quote", quotes),
            Batch("quote_line", lines),
            Batch("case", cases),
            Batch("task", DemoTasks.Make(today, deals, cases, contacts)),
        ];
    }

    private static NewRecords Batch(string entity, IEnumerable<DemoRecord> records) => new(entity, [.. records.Select(r => r.Input)]);
}
