using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>Tasks about firms and deals, and notes about anything.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private const string Firm = """
        { "name": "firm", "properties": {
          "name": { "type": "string" }, "region": { "type": "string" },
          "parent_id": { "x-crm": { "lookup": "firm" } },
          "open_tasks": { "type": "integer", "readOnly": true, "x-crm": { "rollup": { "entity": "task", "via": "regarding_id", "function": "count", "where": "status == 'open'" } } },
          "spent": { "type": "integer", "readOnly": true, "x-crm": { "rollup": { "entity": "note", "via": "about_id", "function": "sum", "field": "minutes" } } } } }
        """;

    private const string Deal = """
        { "name": "deal", "properties": {
          "name": { "type": "string" }, "amount": { "type": "integer" },
          "firm_id": { "x-crm": { "lookup": "firm" } } } }
        """;

    private const string Task = """
        { "name": "task", "properties": {
          "subject": { "type": "string" }, "status": { "enum": ["open", "done"], "default": "open" },
          "regarding_id": { "title": "Regarding", "x-crm": { "lookup": ["firm", "deal"] } },
          "label": { "type": "string", "readOnly": true, "x-crm": { "formula": "regarding.firm.name ?? regarding.deal.firm.name" } },
          "worth": { "type": "integer", "readOnly": true, "x-crm": { "formula": "regarding.deal.amount * 2", "stored": false } },
          "kind": { "type": "string", "readOnly": true, "x-crm": { "formula": "regarding_type == 'deal' ? 'sale' : regarding == null ? 'free' : 'care'" } } } }
        """;

    private const string Note = """
        { "name": "note", "properties": {
          "text": { "type": "string" }, "minutes": { "type": "integer" },
          "about_id": { "title": "About", "x-crm": { "lookup": "*", "onDelete": "cascade" } } } }
        """;

    private const string Seal = """
        { "name": "seal", "properties": { "code": { "type": "string" }, "of_id": { "title": "Of", "x-crm": { "lookup": ["firm", "deal"], "onDelete": "restrict" } } } }
        """;

    private const string User = """{ "name": "user", "x-crm": { "system": true }, "properties": { "name": { "type": "string" } } }""";

    public static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write | CallerRights.Admin) { Name = "Ann" };

    private Desk(TestPlatform platform) => Platform = platform;

    public TestPlatform Platform { get; }

    public static async Task<Desk> StartAsync(Func<Task<TestDatabase>> database, params string[] roles)
    {
        var desk = new Desk(await TestPlatform.StartAsync(database));
        await desk.Platform.PublishAsync(roles, [.. new[] { User, Firm, Deal, Task, Note, Seal }.Select(desk.Platform.Read)]);
        return desk;
    }

    public static RecordInput Input(params (string Field, object? Value)[] values) => values.Aggregate(new RecordInput(), (input, v) => input.Set(v.Field, v.Value));

    /// <summary>Somebody with roles.</summary>
    public static Caller With(params string[] roles) => new(Ann.UserId, CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of(roles) };

    public async Task<Guid> AddAsync(string entity, params (string Field, object? Value)[] values) => (await CreateAsync(entity, Ann, values)).Value.Id;

    public Task<Result<Record>> CreateAsync(string entity, Caller caller, params (string Field, object? Value)[] values) => Platform.Writer.CreateAsync(entity, Input(values), caller, CancellationToken.None);

    public Task<Result<Record>> ChangeAsync(string entity, Guid id, params (string Field, object? Value)[] values) => Platform.Writer.UpdateAsync(entity, id, Input(values), null, Ann, CancellationToken.None);

    public Task<Result<Record>> DeleteAsync(string entity, Guid id) => Platform.Writer.DeleteAsync(entity, id, null, Ann, CancellationToken.None);

    public async Task<Record> ReadAsync(string entity, Guid id) => (await Platform.Reader.FindAsync(entity, id, Ann, CancellationToken.None)).Value;

    /// <summary>Subjects of the tasks a filter finds, in order.</summary>
    public async Task<string> TasksAsync(string? filter, Caller? caller = null, params RecordSort[] sort)
    {
        var page = await ListAsync(filter, caller, [], sort);
        return page.IsSuccess ? string.Join(' ', page.Value.Rows.Select(r => r.Record["subject"])) : page.Failure.Code;
    }

    public Task<Result<RecordPage>> ListAsync(string? filter, Caller? caller, ImmutableArray<string> expand, params RecordSort[] sort) => Platform.Reader.QueryAsync(
        new RecordQuery("task") { Filter = filter is null ? null : ExpressionParser.Parse(filter).Value, Expand = expand, Sort = sort.Length == 0 ? [new RecordSort("subject")] : [.. sort] }, caller ?? Ann, CancellationToken.None);

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
