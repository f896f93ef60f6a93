using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>A handful of tags, on some of the companies and people.</summary>
internal static class DemoTags
{
    private static readonly (string Name, string Color, double Accounts, double Contacts)[] Tags =
    [
        ("Key account", "#7c3aed", 0.08, 0), ("Newsletter", "#2563eb", 0, 0.35), ("Reference", "#1b8a5a", 0.06, 0.02),
        ("Trade fair", "#b7791f", 0.12, 0.1), ("At risk", "#b42318", 0.05, 0), ("VIP", "#0e7490", 0.04, 0.05),
    ];

    public static IReadOnlyList<DemoRecord> Make(DateOnly today, IReadOnlyList<DemoPerson> people)
    {
        var created = today.AddDays(-DemoRecords.Days);
        return [.. Tags.Select((tag, number) => new DemoRecord(
            DemoRecord.Begin(new DemoRandom(9, number), created).Set("name", tag.Name).Set("color", tag.Color).Set(SystemFields.OwnerId, people[number % people.Count].Id), created))];
    }

    public static IReadOnlyList<DemoRecord> OnAccounts(IReadOnlyList<DemoRecord> tags, IReadOnlyList<DemoAccount> accounts) => Tie(10, tags, accounts, "account_id", tag => tag.Accounts);

    public static IReadOnlyList<DemoRecord> OnContacts(IReadOnlyList<DemoRecord> tags, IReadOnlyList<DemoContact> contacts) => Tie(11, tags, contacts, "contact_id", tag => tag.Contacts);

    private static List<DemoRecord> Tie(int kind, IReadOnlyList<DemoRecord> tags, IReadOnlyList<DemoRecord> records, string lookup, Func<(string Name, string Color, double Accounts, double Contacts), double> share)
    {
        var links = new List<DemoRecord>();
        foreach (var (number, record) in records.Index())
        {
            var luck = new DemoRandom(kind, number);
            foreach (var (index, tag) in tags.Index())
                if (luck.Chance(share(Tags[index])))
                    links.Add(new DemoRecord(DemoRecord.Begin(luck, record.Created).Set(lookup, record.Id).Set("tag_id", tag.Id), record.Created));
        }
        return links;
    }
}
