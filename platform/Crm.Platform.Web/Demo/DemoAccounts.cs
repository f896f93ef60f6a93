using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>Companies, some of them daughters of others.</summary>
internal static class DemoAccounts
{
    private const int Count = 400;

    public static IReadOnlyList<DemoAccount> Make(DateOnly today, IReadOnlyList<DemoPerson> people)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var accounts = new List<DemoAccount>(Count);
        for (var number = 0; number < Count; number++)
            accounts.Add(Make(number, today, people, names, accounts));
        return accounts;
    }

    private static DemoAccount Make(int number, DateOnly today, IReadOnlyList<DemoPerson> people, HashSet<string> names, List<DemoAccount> earlier)
    {
        var luck = new DemoRandom(3, number);
        // Oldest first, so that a parent is there before its daughters.
        var created = today.AddDays(-(DemoRecords.Days - (DemoRecords.Days * number / Count)));
        var trade = luck.Favouring(DemoCompanies.Trades);
        var name = DemoCompanies.Name(luck, trade, names);
        var (domain, place, owner) = (DemoCompanies.Domain(name), luck.Favouring(DemoPlace.All), luck.Favouring(people));
        var status = luck.Weighted(("prospect", 42), ("customer", 45), ("partner", 8), ("former", 5));
        var employees = (long)luck.About(180);
        var input = DemoRecord.Begin(luck, created)
            .Set("name", name).Set("status", status).Set("industry", trade.Industry)
            .Set("website", $"https://{domain}").Set("phone", luck.Phone(place.AreaCode))
            .Set("employees", employees)
            .Set("annual_revenue", decimal.Round(luck.About(employees * 165_000m) / 10_000m) * 10_000m)
            .Set("year_founded", (long)(today.Year - luck.Between(3, 80)))
            .Set("country", place.Country).Set("city", place.City).Set("street", luck.Street()).Set("postal_code", place.PostalCode)
            .Set(SystemFields.OwnerId, owner.Id);
        if (earlier.Count > 20 && luck.Chance(0.07))
            input.Set("parent_account_id", luck.Of(earlier).Id);
        return new DemoAccount(input, created, name, domain, place, status, owner);
    }
}
