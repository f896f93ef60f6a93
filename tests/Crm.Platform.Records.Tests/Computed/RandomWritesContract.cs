using Crm.Platform.Abstractions;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Computed;

/// <summary>Whatever is written, every computed value is what a fresh look at the records gives.</summary>
public abstract class RandomWritesContract(Func<Task<TestDatabase>> database, ITestOutputHelper output)
{
    private const int Rounds = 12;
    private const int WritesPerRound = 25;

    private Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(database, entities);

    [Fact]
    public async Task ComputedValues_EqualAFreshAggregate_AfterRandomWrites()
    {
        var seed = Environment.GetEnvironmentVariable("CRM_TEST_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"CRM_TEST_SEED={seed}");
        await using var platform = await StartAsync(Shop.All);
        var writes = new RandomWrites(platform, new Random(seed));

        for (var round = 0; round < Rounds; round++)
        {
            for (var write = 0; write < WritesPerRound; write++)
                await writes.NextAsync();
            Assert.Equal("", await DifferencesAsync(platform));
        }
    }

    private static async Task<string> DifferencesAsync(TestPlatform platform)
    {
        var (customers, orders, lines) = (await platform.AllAsync("customer"), await platform.AllAsync("order"), await platform.AllAsync("line"));
        var expected = new FreshValues(customers, orders, lines);
        return string.Join('\n',
            customers.SelectMany(c => expected.OfCustomer(c).Select(v => (c, v)))
                .Concat(orders.SelectMany(o => expected.OfOrder(o).Select(v => (c: o, v))))
                .Concat(lines.SelectMany(l => FreshValues.OfLine(l).Select(v => (c: l, v))))
                .Where(p => !Equals(p.c[p.v.Field], p.v.Value))
                .Select(p => $"{p.c.Layout.Entity.Name} {p.c.Id} {p.v.Field}: {p.c[p.v.Field] ?? "null"} instead of {p.v.Value ?? "null"}"));
    }
}

public sealed class SqliteRandomWritesTests(ITestOutputHelper output) : RandomWritesContract(TestDatabases.Sqlite, output);

public sealed class PostgreSqlRandomWritesTests(ITestOutputHelper output) : RandomWritesContract(TestDatabases.PostgreSql, output);
