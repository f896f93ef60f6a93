namespace Crm.Platform.Web.Demo;

/// <summary>Colleagues who own the records. Names only: they have no account, so nobody can sign in as one of them.</summary>
internal static class DemoPeople
{
    private static readonly string[] Names = ["Maya Lindqvist", "Tom Okafor", "Priya Raman", "Jonas Weber", "Elena Marchetti", "Sam Whitaker", "Aisha Rahimi", "Lucas Ferreira"];

    public static IReadOnlyList<DemoPerson> Make(DateOnly today) => [.. Names.Select((name, number) =>
    {
        var hired = today.AddDays(-DemoRecords.Days);
        var input = DemoRecord.Begin(new DemoRandom(1, number), hired)
            .Set("name", name)
            .Set("email", $"{DemoCompanies.Slug(name).Replace('-', '.')}@crm-demo.example.com")
            .Set("enabled", false);
        return new DemoPerson(input, hired, name);
    })];
}
