using Crm.Platform.Records.Writing;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Computed;

/// <summary>Writes to the shop at random: new records alone and many at once, changes, moves, the trash and back.</summary>
internal sealed class RandomWrites(TestPlatform platform, Random random)
{
    private static readonly string[] Entities = ["customer", "order", "line"];
    private readonly Dictionary<string, List<Guid>> _ids = Entities.ToDictionary(e => e, _ => new List<Guid>());

    public async Task NextAsync()
    {
        var entity = Entities[random.Next(Entities.Length)];
        var id = _ids[entity].Count == 0 ? (Guid?)null : Any(entity);
        // A refusal is as good as any outcome: then nothing may change either.
        switch (id is null ? 0 : random.Next(8))
        {
            case 0 or 1: await CreateAsync(entity); break;
            case 2: await CreateManyAsync(entity); break;
            case 3: await platform.Writer.DeleteAsync(entity, id!.Value, null, Shop.Ann, CancellationToken.None); break;
            case 4: await platform.Writer.RestoreAsync(entity, id!.Value, Shop.Ann, CancellationToken.None); break;
            default: await platform.Writer.UpdateAsync(entity, id!.Value, Values(entity, all: false), null, Shop.Ann, CancellationToken.None); break;
        }
    }

    private async Task CreateAsync(string entity)
    {
        var made = await platform.Writer.CreateAsync(entity, Values(entity, all: true), Shop.Ann, CancellationToken.None);
        if (made.IsSuccess)
            _ids[entity].Add(made.Value.Id);
    }

    private async Task CreateManyAsync(string entity)
    {
        var made = await platform.Writer.CreateManyAsync(entity, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Values(entity, all: true))], Shop.Ann, CancellationToken.None);
        _ids[entity].AddRange(made.Value.Where(o => o.IsSuccess).Select(o => o.Value));
    }

    private RecordInput Values(string entity, bool all)
    {
        (string Field, Func<object?> Value)[] fields = entity switch
        {
            "customer" => [("name", () => $"C{random.Next(9)}"), ("bonus", () => Maybe((long)random.Next(4))), ("parent_id", () => Lookup("customer"))],
            "order" => [("number", () => $"{random.Next(99)}"), ("status", () => Maybe(random.Next(2) == 0 ? "open" : "done")), ("day", () => Maybe(new DateOnly(2026, 1, 1 + random.Next(28)))), ("customer_id", () => Lookup("customer"))],
            _ => [("quantity", () => Maybe((long)random.Next(-2, 9))), ("price", () => Maybe(random.Next(0, 5000) / 100m)), ("order_id", () => Lookup("order"))],
        };
        var input = new RecordInput();
        foreach (var (field, value) in fields)
            if (all || random.Next(2) == 0)
                input.Set(field, value());
        return input;
    }

    private Guid? Lookup(string entity) => _ids[entity].Count == 0 || random.Next(6) == 0 ? null : Any(entity);

    private Guid Any(string entity) => _ids[entity][random.Next(_ids[entity].Count)];

    private object? Maybe(object value) => random.Next(6) == 0 ? null : value;
}
