using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Api.Tests.Rights;

/// <summary>A database with secrets, and a person at its doors who may not know them. Two worlds with different secrets must answer alike.</summary>
internal sealed partial class World : IAsyncDisposable
{
    /// <summary>Own contacts without revenue and full name; accounts of public industry without their own industry.</summary>
    private const string Rep = """
        {"name":"rep","rights":["import"],"entities":{
          "contact":{"create":true,"read":"own","update":"own","delete":"own","where":"status == 'new' || status == null","fields":{"revenue":"hidden","full_name":"hidden","age":"read"}},
          "account":{"create":true,"read":true,"update":true,"delete":true,"where":"industry == 'public'","fields":{"industry":"hidden"}}}}
        """;

    /// <summary>Sums up what contacts hide.</summary>
    private static readonly EntityDefinition Account = Model.Account with
    {
        Fields = Model.Account.Fields.Add(new("wealth", FieldKinds.Money) { Scale = 2, Rollup = new("contact", "account_id", RollupFunction.Sum, "doubled", null) }),
    };

    /// <summary>Brings that back over its account: by a formula, and by a default.</summary>
    private static readonly EntityDefinition Contact = Model.Contact with
    {
        Fields = Model.Contact.Fields.AddRange(
            new("about_id", FieldKinds.Lookup) { Targets = ["account", "contact"], TypeField = "about_type" },
            new("about_type", FieldKinds.Choice) { Choices = [new("account", "Account"), new("contact", "Contact")], TypeOf = "about_id" },
            new("hint", FieldKinds.Text) { Formula = "about.account.industry", IsVirtual = true },
            new("doubled", FieldKinds.Money) { Scale = 2, Formula = "revenue * 2" },
            new("kin", FieldKinds.Money) { Scale = 2, Formula = "account.wealth" },
            new("guess", FieldKinds.Money) { Scale = 2, DefaultFormula = "account.wealth" }),
    };

    public static readonly Guid Ann = new("00000000-0000-7000-8000-0000000000a0");
    public static readonly Guid Bob = new("00000000-0000-7000-8000-0000000000b0");
    public static readonly Guid Mine = new("00000000-0000-7000-8000-000000000001");
    public static readonly Guid Theirs = new("00000000-0000-7000-8000-000000000002");
    public static readonly Guid Shown = new("00000000-0000-7000-8000-000000000011");
    public static readonly Guid Closed = new("00000000-0000-7000-8000-000000000012");

    private readonly StoredApiHost _stored;

    private World(StoredApiHost stored) => _stored = stored;

    public static async Task<World> StartAsync(string secret, decimal amount, int others)
    {
        var world = new World(await StoredApiHost.StartWithRolesAsync([Rep], Model.User, Account, Contact));
        await world.AddAsync("user", Ann, ("name", "Ann"));
        await world.AddAsync("user", Bob, ("name", "Bob"));
        await world.AddAsync("account", Shown, ("name", "Shown"), ("industry", "public"));
        await world.AddAsync("account", Closed, ("name", secret), ("industry", secret));
        await world.AddAsync("contact", Mine, ("last_name", "Mine"), ("email", "mine@x.org"), ("age", 40L), ("revenue", amount), ("account_id", Closed), ("about_id", Closed), (SystemFields.OwnerId, Ann));
        await world.AddAsync("contact", Theirs, ("last_name", secret), ("email", "theirs@x.org"), ("revenue", amount), ("account_id", Shown), ("about_id", Mine), (SystemFields.OwnerId, Bob));
        for (var i = 0; i < others; i++)
            await world.AddAsync("contact", Guid.NewGuid(), ("last_name", secret + i), ("account_id", Shown), (SystemFields.OwnerId, i % 2 == 0 ? Bob : Ann), ("status", "won"));
        world._stored.Host.Client.DefaultRequestHeaders.Remove("X-Rights");
        world._stored.Host.Client.DefaultRequestHeaders.Add("X-Rights", "Read, Write");
        world._stored.Host.Client.DefaultRequestHeaders.Add("X-Roles", "rep");
        world._stored.Host.Client.DefaultRequestHeaders.Add("X-User", Ann.ToString());
        return world;
    }

    /// <summary>Status, tag and body of the answer, without what differs from request to request.</summary>
    public async Task<string> AskAsync(Door door)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Address);
        if (door.Header is { } header)
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        if (door.Csv is not null)
            request.Content = Import(door);
        else if (door.Body is not null)
            request.Content = Responses.Json(door.Body);
        using var answer = await _stored.Host.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {answer.Headers.ETag} {Unlike().Replace(body, "…")}";
    }

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    private async Task AddAsync(string entity, Guid id, params (string Field, object? Value)[] values)
    {
        var input = values.Aggregate(new RecordInput { Id = id }, (i, v) => i.Set(v.Field, v.Value));
        Assert.True((await _stored.Platform.Writer.CreateAsync(entity, input, Caller.Platform, TestContext.Current.CancellationToken)).IsSuccess);
    }

    private static MultipartFormDataContent Import(Door door)
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(door.Csv!));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return new MultipartFormDataContent { { file, "file", "rows.csv" }, { Responses.Json(door.Body!), "mapping" } };
    }

    // Trace ids, and ids of records made on the way.
    [GeneratedRegex("\"traceId\":\"[^\"]*\"|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-(?!0{8})[0-9a-f]{12}")]
    private static partial Regex Unlike();
}

/// <summary>One thing somebody tries.</summary>
public sealed record Door(string Method, string Address, string? Body = null, string? Header = null, string? Csv = null)
{
    public override string ToString() => $"{Method} {Address} {Body} {Header} {Csv}";
}
