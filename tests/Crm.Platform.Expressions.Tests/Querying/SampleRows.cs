using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Tests.Model;
using Row = Crm.Platform.Expressions.Tests.Querying.Database.Row;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>Random records, a third of their values null and the others from pools small enough to meet.</summary>
internal sealed class SampleRows : ILookupResolver
{
    public static readonly string[] Texts = ["Acme", "ACME", "acme ", "Zürich", "zürich", "a_b", "a%b", "a\\b", "", "Öl", "\tpad\n", "naïve 😀", "10", "won"];

    private static readonly DateTime Start = new(2026, 1, 31, 22, 15, 30, DateTimeKind.Utc);

    private readonly Random _random;
    private readonly Dictionary<Guid, Record> _byId;

    public SampleRows(int seed)
    {
        _random = new Random(seed);
        Users = [.. Enumerable.Range(0, 3).Select(_ => Fill(Sample.User))];
        Accounts = [.. Enumerable.Range(0, 8).Select(_ => Fill(Sample.Account))];
        foreach (var account in Accounts)
            account["parent_id"] = Maybe(() => Any(Accounts).Id);
        Deals = [.. Enumerable.Range(0, 60).Select(_ => Fill(Sample.Deal))];
        foreach (var deal in Deals)
        {
            Point(deal, "about", [Accounts, Users]);
            Point(deal, "anything", [Accounts, Users, Deals]);
        }
        _byId = Users.Concat(Accounts).Concat(Deals).ToDictionary(r => r.Id, r => (Record)r);
    }

    public Row[] Users { get; }

    public Row[] Accounts { get; } = [];

    public Row[] Deals { get; }

    public Record? Target(Record record, FieldDefinition lookup) =>
        record[lookup.Name] is Guid id && _byId.GetValueOrDefault(id) is { DeletedAt: null } found ? found : null;

    public void Store(Database database)
    {
        foreach (var row in Users.Concat(Accounts).Concat(Deals))
            database.Set<Row>(row.Layout.Entity.Name).Add(row);
        database.SaveChanges();
        database.ChangeTracker.Clear();
    }

    private Row Fill(EntityDefinition entity)
    {
        var row = new Row(entity)
        {
            Id = new Guid(Enumerable.Range(0, 16).Select(_ => (byte)_random.Next(256)).ToArray()),
            CreatedAt = Moment(),
            ModifiedAt = Moment(),
            Version = _random.Next(1, 4),
            OwnerId = entity == Sample.Deal ? (Guid?)Maybe(() => Any(Users).Id) : null,
            DeletedAt = entity == Sample.Account && _random.Next(4) == 0 ? Moment() : null,
        };
        foreach (var field in entity.Stored)
            row[field.Name] = Maybe(() => Value(field));
        return row;
    }

    /// <summary>At a record of one of the entities, or at nothing.</summary>
    private void Point(Row deal, string way, Row[][] pools)
    {
        var target = Maybe(() => Any(Any(pools))) as Row;
        (deal[$"{way}_id"], deal[$"{way}_type"]) = (target?.Id, target?.Layout.Entity.Name);
    }

    private object? Value(FieldDefinition field) => field.Kind switch
    {
        FieldKinds.Choice => Any(field.Choices.ToArray()).Value,
        FieldKinds.Text or FieldKinds.Email => Any(Texts),
        FieldKinds.Integer => (long)_random.Next(-3, 12),
        FieldKinds.Decimal or FieldKinds.Money => Math.Round((decimal)_random.Next(-3000, 9000) / 700, field.Scale),
        FieldKinds.Time => new TimeOnly(_random.Next(8, 11), _random.Next(2) * 30),
        FieldKinds.MultiChoice => TextList.Join(field.Choices.Where(_ => _random.Next(2) == 0).Select(c => c.Value)) is { Length: > 0 } several ? several : null,
        FieldKinds.Boolean => _random.Next(2) == 0,
        FieldKinds.Date => DateOnly.FromDateTime(Moment()),
        FieldKinds.DateTime => Moment(),
        FieldKinds.Lookup when Accounts.Length > 0 => Any(Accounts).Id,
        _ => null,
    };

    private DateTime Moment() => Start.AddDays(_random.Next(-3, 4)).AddTicks(_random.Next(3) * 1_234_560L);

    private T Any<T>(IReadOnlyList<T> pool) => pool[_random.Next(pool.Count)];

    private object? Maybe(Func<object?> value) => _random.Next(3) == 0 ? null : value();
}
