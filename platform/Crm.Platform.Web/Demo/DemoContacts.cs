using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>People at the companies, at least one each.</summary>
internal static class DemoContacts
{
    private const int Count = 1_500;

    private static readonly string[] Titles =
    [
        "Operations Manager", "Head of Procurement", "Chief Financial Officer", "IT Manager", "Marketing Director", "Plant Manager", "Office Manager", "Chief Executive Officer",
        "Sales Director", "Project Lead", "Head of Customer Service", "Chief Technology Officer", "Buyer", "Controller", "Data Analyst", "Human Resources Manager",
    ];

    public static IReadOnlyList<DemoContact> Make(DateOnly today, IReadOnlyList<DemoAccount> accounts)
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        var contacts = new List<DemoContact>(Count);
        for (var number = 0; number < Count; number++)
        {
            var luck = new DemoRandom(4, number);
            var account = number < accounts.Count ? accounts[number] : luck.Favouring(accounts);
            var contact = Make(luck, today, account, addresses);
            account.Contacts.Add(contact);
            contacts.Add(contact);
        }
        return contacts;
    }

    private static DemoContact Make(DemoRandom luck, DateOnly today, DemoAccount account, HashSet<string> addresses)
    {
        var (first, last) = (luck.FirstName(), luck.LastName());
        var created = account.Created.AddDays(luck.Between(0, today.DayNumber - account.Created.DayNumber));
        var input = DemoRecord.Begin(luck, created)
            .Set("first_name", first).Set("last_name", last).Set("job_title", luck.Favouring(Titles))
            .Set("email", Address(first, last, account.Domain, addresses))
            .Set("phone", luck.Phone(account.Place.AreaCode)).Set("mobile", luck.Chance(0.6) ? luck.Phone(account.Place.AreaCode) : null)
            .Set("account_id", account.Id).Set("status", Status(luck, account.Status))
            .Set("source", luck.Weighted(("website", 30), ("referral", 22), ("event", 15), ("campaign", 15), ("cold_call", 8), ("partner", 7), ("other", 3)))
            .Set("birthdate", luck.Chance(0.35) ? today.AddDays(-luck.Between(8_400, 23_000)) : null)
            .Set("linkedin", luck.Chance(0.5) ? $"https://profiles.example.org/{DemoCompanies.Slug($"{first} {last}")}" : null)
            .Set("city", account.Place.City).Set("country", account.Place.Country).Set("postal_code", account.Place.PostalCode)
            .Set("do_not_contact", luck.Chance(0.03))
            .Set(SystemFields.OwnerId, account.Owner.Id);
        return new DemoContact(input, created, first, account);
    }

    private static string Status(DemoRandom luck, string account) => account switch
    {
        "customer" or "partner" => luck.Weighted(("customer", 85), ("evangelist", 10), ("opportunity", 5)),
        "former" => "former",
        _ => luck.Weighted(("subscriber", 20), ("lead", 45), ("opportunity", 35)),
    };

    private static string Address(string first, string last, string domain, HashSet<string> taken)
    {
        var name = $"{DemoCompanies.Slug(first)}.{DemoCompanies.Slug(last)}";
        for (var number = 1; ; number++)
        {
            var address = number == 1 ? $"{name}@{domain}" : $"{name}{number}@{domain}";
            if (taken.Add(address))
                return address;
        }
    }
}
