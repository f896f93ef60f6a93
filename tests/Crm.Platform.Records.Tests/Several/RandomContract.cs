using System.Globalization;
using Crm.Platform.Records.Reading;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>Whatever is written, what is computed over lookups of several entities is what a fresh look at the records gives, and no lookup is without what says which.</summary>
public abstract class RandomContract(Func<Task<TestDatabase>> database, ITestOutputHelper output)
{
    private const int Rounds = 8;
    private const int WritesPerRound = 25;

    private static readonly string[] Targets = ["firm", "deal"];

    [Fact]
    public async Task ComputedValues_EqualAFreshLook_AfterRandomWrites()
    {
        var seed = Environment.GetEnvironmentVariable("CRM_TEST_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"CRM_TEST_SEED={seed}");
        await using var desk = await Desk.StartAsync(database);
        var random = new Random(seed);
        var ids = new Dictionary<string, List<Guid>> { ["firm"] = [], ["deal"] = [], ["task"] = [], ["note"] = [] };

        for (var round = 0; round < Rounds; round++)
        {
            for (var write = 0; write < WritesPerRound; write++)
                await WriteAsync(desk, random, ids);
            Assert.Equal("", await DifferencesAsync(desk));
        }
    }

    private static async Task WriteAsync(Desk desk, Random random, Dictionary<string, List<Guid>> ids)
    {
        var entity = ids.Keys.ElementAt(random.Next(ids.Count));
        var values = Values(random, entity, ids);
        // A refusal is as good as any outcome: then nothing may change either.
        switch (ids[entity].Count == 0 ? 0 : random.Next(6))
        {
            case 0 or 1:
                if (await desk.CreateAsync(entity, Desk.Ann, values) is { IsSuccess: true } made)
                    ids[entity].Add(made.Value.Id);
                break;
            case 2: await desk.DeleteAsync(entity, Any(random, ids[entity])); break;
            case 3: await desk.Platform.Writer.RestoreAsync(entity, Any(random, ids[entity]), Desk.Ann, CancellationToken.None); break;
            default: await desk.ChangeAsync(entity, Any(random, ids[entity]), values); break;
        }
    }

    private static (string, object?)[] Values(Random random, string entity, Dictionary<string, List<Guid>> ids)
    {
        var target = entity == "note" ? ids.Keys.ElementAt(random.Next(ids.Count)) : Targets[random.Next(2)];
        Guid? id = ids[target].Count == 0 || random.Next(5) == 0 ? null : Any(random, ids[target]);
        return entity switch
        {
            "firm" => [("name", $"F{random.Next(9)}")],
            "deal" => [("name", $"D{random.Next(9)}"), ("amount", (long)random.Next(9)), ("firm_id", ids["firm"].Count == 0 ? null : Any(random, ids["firm"]))],
            "task" => [("subject", "T"), ("status", random.Next(2) == 0 ? "open" : "done"), ("regarding_id", id)],
            _ => [("minutes", (long)random.Next(9)), ("about_id", id), ("about_type", id is null ? null : target)],
        };
    }

    private static async Task<string> DifferencesAsync(Desk desk)
    {
        var (firms, deals, tasks, notes) = (await AllAsync(desk, "firm"), await AllAsync(desk, "deal"), await AllAsync(desk, "task"), await AllAsync(desk, "note"));
        Record? Firm(object? id) => firms.Find(f => f.Id == id as Guid?);
        Record? Deal(object? id) => deals.Find(d => d.Id == id as Guid?);
        var wrong = new List<string>();
        void Expect(Record record, string field, object? value)
        {
            if (!Equals(record[field], value))
                wrong.Add($"{record.Layout.Entity.Name} {record.Id} {field}: {record[field] ?? "null"} instead of {value ?? "null"}");
        }
        foreach (var firm in firms)
        {
            Expect(firm, "open_tasks", tasks.LongCount(t => t["regarding_id"] as Guid? == firm.Id && t["status"] as string == "open"));
            Expect(firm, "spent", notes.Where(n => n["about_id"] as Guid? == firm.Id).Sum(n => (long)n["minutes"]!));
        }
        foreach (var task in tasks)
        {
            var deal = Deal(task["regarding_id"]);
            Expect(task, "label", Firm(task["regarding_id"])?["name"] ?? Firm(deal?["firm_id"])?["name"]);
            Expect(task, "worth", deal?["amount"] is long amount ? amount * 2 : null);
            Expect(task, "kind", task["regarding_type"] as string == "deal" ? "sale" : task["regarding_id"] is null ? "free" : "care");
        }
        wrong.AddRange(tasks.Where(t => t["regarding_id"] is null != t["regarding_type"] is null).Select(t => $"task {t.Id} has one without the other"));
        wrong.AddRange(notes.Where(n => n["about_id"] is null != n["about_type"] is null).Select(n => $"note {n.Id} has one without the other"));
        return string.Join('\n', wrong);
    }

    private static async Task<List<Record>> AllAsync(Desk desk, string entity) =>
        [.. (await desk.Platform.Reader.QueryAsync(new RecordQuery(entity) { Top = RecordQuery.MaxTop }, Desk.Ann, CancellationToken.None)).Value.Rows.Select(r => r.Record)];

    private static Guid Any(Random random, List<Guid> ids) => ids[random.Next(ids.Count)];
}

public sealed class SqliteRandomTests(ITestOutputHelper output) : RandomContract(TestDatabases.Sqlite, output);

public sealed class PostgreSqlRandomTests(ITestOutputHelper output) : RandomContract(TestDatabases.PostgreSql, output);
