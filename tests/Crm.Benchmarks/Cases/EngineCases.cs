using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Plain;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks.Cases;

/// <summary>The doors of the engine against a pooled context with compiled queries.</summary>
internal static class EngineCases
{
    private static readonly Caller Ann = new(null, CallerRights.Read | CallerRights.Write);

    public static IEnumerable<IBenchmark> Of(BenchmarkHost host)
    {
        var (reader, writer) = (host.Get<IRecordReader>(), host.Get<IRecordWriter>());
        var contexts = host.Get<IDbContextFactory<PlainContext>>();
        var luck = new Random(1);
        var query = new RecordQuery("contact")
        {
            Filter = ExpressionParser.Parse("status == 'customer'").Value,
            Sort = [new RecordSort("last_name")],
            Expand = ["account"],
            Top = PlainEndpoints.PageSize,
        };
        yield return new Comparison("engine: get by id", 0.9,
            async () => Demand((await reader.FindAsync("contact", Any(host, luck), Ann, CancellationToken.None)).Value["last_name"]),
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync();
                Demand((await context.FindAsync(Any(host, luck), CancellationToken.None))!.LastName);
            });
        yield return new Comparison("engine: list 50, filter, sort, account", 0.9,
            async () => Demand((await reader.QueryAsync(query, Ann, CancellationToken.None)).Value.Rows[PlainEndpoints.PageSize - 1].Target("account")),
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync();
                Demand((await context.ListAsync("customer", PlainEndpoints.PageSize, CancellationToken.None))[PlainEndpoints.PageSize - 1].Account);
            });
        yield return new Comparison("engine: create", 0.4,
            async () => Demand((await writer.CreateAsync("contact", NewContacts.Input(host.Accounts), Ann, CancellationToken.None)).Value),
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync();
                await context.CreateAsync(NewContacts.Plain(host.Accounts), CancellationToken.None);
            });
    }

    private static Guid Any(BenchmarkHost host, Random luck) => host.Contacts[luck.Next(host.Contacts.Count)];

    private static void Demand(object? value)
    {
        if (value is null)
            throw new InvalidOperationException("A record that was asked for is not there.");
    }
}
