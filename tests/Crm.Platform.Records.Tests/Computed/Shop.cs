using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Computed;

/// <summary>Customers with orders with lines, and values that follow over several levels in both directions.</summary>
internal static class Shop
{
    public static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    public static EntityDefinition Customer => new("customer",
    [
        new("name", FieldKinds.Text) { Title = "Name" },
        new("bonus", FieldKinds.Integer) { Title = "Bonus" },
        new("parent_id", FieldKinds.Lookup) { Title = "Parent", Lookup = "customer" },
        Sum("open_total", "order", "customer_id", RollupFunction.Sum, "total", "status == 'open'"),
        new("orders", FieldKinds.Integer) { Title = "Orders", Rollup = new("order", "customer_id", RollupFunction.Count, null, null) },
        new("last_day", FieldKinds.Date) { Title = "Last day", Rollup = new("order", "customer_id", RollupFunction.Max, "day", null) },
        Sum("mean", "order", "customer_id", RollupFunction.Average, "total", null),
        new("rating", FieldKinds.Text) { Title = "Rating", Formula = "open_total >= 100 ? 'A' : 'B'" },
        new("rated_orders", FieldKinds.Integer) { Title = "Rated orders", Rollup = new("order", "customer_id", RollupFunction.Count, null, "rating == 'A' && customer.bonus > 1") },
        Sum("family_total", "customer", "parent_id", RollupFunction.Sum, "open_total", null),
    ])
    { Title = "Customer", PluralTitle = "Customers", DisplayField = "name" };

    public static EntityDefinition Order => new("order",
    [
        new("number", FieldKinds.Text) { Title = "Number" },
        new("status", FieldKinds.Choice) { Title = "Status", Choices = [new("open", "Open"), new("done", "Done")] },
        new("day", FieldKinds.Date) { Title = "Day" },
        new("customer_id", FieldKinds.Lookup) { Title = "Customer", Lookup = "customer" },
        Sum("total", "line", "order_id", RollupFunction.Sum, "amount", null),
        new("label", FieldKinds.Text) { Title = "Label", Formula = "`${number}|${customer.name}|${customer.parent.name}`" },
        new("rating", FieldKinds.Text) { Title = "Rating", Formula = "customer.rating" },
    ])
    { Title = "Order", PluralTitle = "Orders", DisplayField = "number" };

    public static EntityDefinition Line => new("line",
    [
        new("quantity", FieldKinds.Integer) { Title = "Quantity" },
        new("price", FieldKinds.Money) { Title = "Price", Scale = 2 },
        new("amount", FieldKinds.Money) { Title = "Amount", Scale = 2, Formula = "quantity * price" },
        new("order_id", FieldKinds.Lookup) { Title = "Order", Lookup = "order", OnDelete = OnDelete.Cascade },
    ])
    { Title = "Line", PluralTitle = "Lines" };

    public static EntityDefinition[] All => [Customer, Order, Line];

    public static async Task<Guid> AddAsync(this TestPlatform platform, string entity, params (string Field, object? Value)[] values) =>
        (await platform.Writer.CreateAsync(entity, Input(values), Ann, CancellationToken.None)).Value.Id;

    public static Task<Result<Record>> SetAsync(this TestPlatform platform, string entity, Guid id, params (string Field, object? Value)[] values) =>
        platform.Writer.UpdateAsync(entity, id, Input(values), null, Ann, CancellationToken.None);

    public static async Task<Record> ReadAsync(this TestPlatform platform, string entity, Guid id) => (await platform.Reader.FindAsync(entity, id, Ann, CancellationToken.None)).Value;

    public static async Task<List<Record>> AllAsync(this TestPlatform platform, string entity)
    {
        var page = await platform.Reader.QueryAsync(new RecordQuery(entity) { Top = RecordQuery.MaxTop }, Ann, CancellationToken.None);
        return [.. page.Value.Rows.Select(r => r.Record)];
    }

    public static RecordInput Input(params ReadOnlySpan<(string Field, object? Value)> values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        return input;
    }

    private static FieldDefinition Sum(string name, string entity, string via, RollupFunction function, string field, string? where) =>
        new(name, FieldKinds.Money) { Title = name, Scale = 2, Rollup = new(entity, via, function, field, where) };
}
