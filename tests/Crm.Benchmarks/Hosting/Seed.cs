using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;

namespace Crm.Benchmarks.Hosting;

/// <summary>The records to measure on, made through the pipeline.</summary>
internal static class Seed
{
    private const int BatchSize = 5_000;

    private static readonly string[] Industries = ["software", "finance", "retail", "medical", "energy"];
    private static readonly string[] Lifecycle = ["subscriber", "lead", "opportunity", "customer", "former"];

    public static Task<IReadOnlyList<Guid>> AccountsAsync(IRecordWriter writer, int count, CancellationToken cancellationToken) =>
        CreateAsync(writer, "account", count, number => new RecordInput()
            .Set("name", $"Company {number * 7919 % count:00000}").Set("status", number % 3 == 0 ? "customer" : "prospect").Set("industry", Industries[number % Industries.Length])
            .Set("website", $"https://company-{number}.example.com").Set("phone", $"+1 312 555 {100 + (number % 100):0000}")
            .Set("employees", (long)(10 + (number % 5_000))).Set("annual_revenue", 100_000m + (number * 13.5m)).Set("country", "United States").Set("city", "Chicago"), cancellationToken);

    public static Task<IReadOnlyList<Guid>> ContactsAsync(IRecordWriter writer, int count, IReadOnlyList<Guid> accounts, Organisation organisation, CancellationToken cancellationToken) =>
        CreateAsync(writer, "contact", count, number => Contact(number, accounts).Set(SystemFields.OwnerId, organisation.Everybody[number % organisation.Everybody.Count]), cancellationToken);

    public static RecordInput Contact(int number, IReadOnlyList<Guid> accounts) => new RecordInput()
        .Set("first_name", $"First{number % 977}").Set("last_name", $"Last{(long)number * 7919 % 99_991:00000}").Set("job_title", "Operations Manager")
        .Set("email", $"person{number}@example.com").Set("phone", $"+1 312 555 {100 + (number % 100):0000}").Set("account_id", accounts[number % accounts.Count])
        .Set("status", Lifecycle[number % Lifecycle.Length]).Set("source", "website").Set("birthdate", new DateOnly(1960, 1, 1).AddDays(number % 15_000))
        .Set("city", "Chicago").Set("country", "United States");

    private static async Task<IReadOnlyList<Guid>> CreateAsync(IRecordWriter writer, string entity, int count, Func<int, RecordInput> make, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>(count);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            var made = await writer.CreateManyAsync(entity, [.. numbers.Select(make)], Caller.Platform, cancellationToken);
            ids.AddRange(made.Value.Select(r => r.Value));
        }
        return ids;
    }
}
