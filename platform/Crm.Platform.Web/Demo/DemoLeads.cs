using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>People who asked, called or were met, before they are contacts.</summary>
internal static class DemoLeads
{
    private const int Count = 600;

    private static readonly string[] Titles = ["Manager", "Director of Operations", "Owner", "Consultant", "IT Lead", "Buyer", "Founder", "Coordinator"];

    public static IReadOnlyList<DemoRecord> Make(DateOnly today, IReadOnlyList<DemoPerson> people, IReadOnlyList<DemoContact> contacts)
    {
        var companies = new HashSet<string>(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, Count).Select(number => Make(new DemoRandom(5, number), today, people, contacts, companies))];
    }

    private static DemoRecord Make(DemoRandom luck, DateOnly today, IReadOnlyList<DemoPerson> people, IReadOnlyList<DemoContact> contacts, HashSet<string> companies)
    {
        var age = luck.Between(0, DemoRecords.Days);
        var created = today.AddDays(-age);
        var trade = luck.Of(DemoCompanies.Trades);
        var company = DemoCompanies.Name(luck, trade, companies);
        var (first, last, place) = (luck.FirstName(), luck.LastName(), luck.Of(DemoPlace.All));
        var status = age < 45
            ? luck.Weighted(("new", 45), ("working", 35), ("nurturing", 12), ("qualified", 6), ("unqualified", 2))
            : luck.Weighted(("new", 2), ("working", 12), ("nurturing", 26), ("qualified", 30), ("unqualified", 30));
        var input = DemoRecord.Begin(luck, created)
            .Set("first_name", first).Set("last_name", last).Set("company", company).Set("job_title", luck.Favouring(Titles))
            .Set("email", $"{DemoCompanies.Slug(first)}.{DemoCompanies.Slug(last)}@{DemoCompanies.Slug(company)}.example.org")
            .Set("phone", luck.Phone(place.AreaCode)).Set("website", $"https://{DemoCompanies.Slug(company)}.example.org")
            .Set("status", status)
            .Set("source", luck.Weighted(("website", 35), ("event", 18), ("referral", 15), ("campaign", 14), ("cold_call", 8), ("purchased_list", 6), ("partner", 4)))
            .Set("rating", luck.Weighted(("hot", 18), ("warm", 47), ("cold", 35)))
            .Set("estimated_value", decimal.Round(luck.About(14_000m) / 100m) * 100m)
            .Set("industry", trade.Industry).Set("country", place.Country)
            .Set(SystemFields.OwnerId, luck.Of(people).Id);
        if (status == "qualified" && luck.Chance(0.7))
            input.Set("contact_id", luck.Of(contacts).Id);
        return new DemoRecord(input, created);
    }
}
