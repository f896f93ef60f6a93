using Crm.Platform.Access.Setup;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Web.Demo;

/// <summary>Who owns the records: colleagues, who have no account, so nobody can sign in as one of them, and the first administrator.</summary>
internal static class DemoPeople
{
    private static readonly string[] Names = ["Maya Lindqvist", "Tom Okafor", "Priya Raman", "Jonas Weber", "Elena Marchetti", "Sam Whitaker", "Aisha Rahimi", "Lucas Ferreira"];

    public static IReadOnlyList<DemoPerson> Make(DateOnly today)
    {
        var hired = today.AddDays(-DemoRecords.Days);
        var colleagues = Names.Select((name, number) => Colleague(name, number, hired)).ToList();
        // Near the front, where the busier ones are.
        colleagues.Insert(1, Administrator(hired));
        return colleagues;
    }

    private static DemoPerson Colleague(string name, int number, DateOnly hired) => new(DemoRecord.Begin(new DemoRandom(1, number), hired)
        .Set("name", name)
        .Set("email", $"{DemoCompanies.Slug(name).Replace('-', '.')}@crm-demo.example.com")
        .Set("enabled", false), hired, name);

    /// <summary>Keeps the place until somebody sets the installation up and gives it a name.</summary>
    private static DemoPerson Administrator(DateOnly hired)
    {
        var input = new RecordInput { Id = FirstAdministrator.Id, CreatedAt = new DemoRandom(1, Names.Length).Before(hired) };
        return new DemoPerson(input.Set("name", "Administrator").Set("email", "administrator@crm-demo.example.com").Set("enabled", false), hired, null);
    }
}
