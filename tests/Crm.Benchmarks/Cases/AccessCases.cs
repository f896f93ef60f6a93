using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Plain;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks.Cases;

/// <summary>The engine for somebody who sees a tenth of the records: own and team, and what is shared.</summary>
internal static class AccessCases
{
    /// <summary>A limited list may take 1.3 times as long as the unlimited one.</summary>
    private const double MostForLimits = 1 / 1.3;

    public static IEnumerable<IBenchmark> Of(BenchmarkHost host)
    {
        var (reader, writer, organisation) = (host.Get<IRecordReader>(), host.Get<IRecordWriter>(), host.Organisation);
        var (member, people) = (organisation.Member, organisation.Everybody.Count);
        var contexts = host.Get<IDbContextFactory<PlainContext>>();
        var luck = new Random(3);
        var query = new RecordQuery("contact")
        {
            Filter = ExpressionParser.Parse("status == 'customer'").Value,
            Sort = [new RecordSort("last_name")],
            Expand = ["account"],
            Top = PlainEndpoints.PageSize,
        };
        yield return new Comparison("access: get by id of the team", 0.85,
            async () => Demand((await reader.FindAsync("contact", Reached(host, luck), member, CancellationToken.None)).Value["last_name"]),
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync();
                Demand((await context.FindAsync(Reached(host, luck), CancellationToken.None))!.LastName);
            });
        yield return new Comparison("access: list 50 of the team", 0.8,
            async () => Demand((await reader.QueryAsync(query, member, CancellationToken.None)).Value.Rows[PlainEndpoints.PageSize - 1].Target("account")),
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync();
                Demand((await context.ListAsync("customer", organisation.Team, PlainEndpoints.PageSize, CancellationToken.None))[PlainEndpoints.PageSize - 1].Account);
            });
        yield return new Comparison("access: list 50 of the team against all", MostForLimits,
            async () => Demand((await reader.QueryAsync(query, member, CancellationToken.None)).Value.Rows[PlainEndpoints.PageSize - 1].Target("account")),
            async () => Demand((await reader.QueryAsync(query, Caller.Platform, CancellationToken.None)).Value.Rows[PlainEndpoints.PageSize - 1].Target("account")));
        yield return new Comparison("access: create", 0.35,
            async () => Demand((await writer.CreateAsync("contact", NewContacts.Input(host.Accounts), member, CancellationToken.None)).Value),
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync();
                await context.CreateAsync(NewContacts.Plain(host.Accounts), CancellationToken.None);
            });

        // Contacts are dealt out to people one by one, and the team has the first ten.
        Guid Reached(BenchmarkHost of, Random random) => of.Contacts[(random.Next(of.Contacts.Count / people) * people) + random.Next(organisation.Team.Count)];
    }

    private static void Demand(object? value)
    {
        if (value is null)
            throw new InvalidOperationException("A record that was asked for is not there.");
    }
}
