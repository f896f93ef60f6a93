using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Computed;
using Crm.Platform.Records.Trash;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Relations;

/// <summary>People with tags and mates, a pass each, and bills with lines inside.</summary>
internal static class Office
{
    public const string Person = """
        {"name":"person","plural":"people","title":"Person","pluralTitle":"People","required":["name"],"properties":{
           "name":{"type":"string"},
           "heavy_tags":{"type":"integer","readOnly":true,"x-crm":{"rollup":{"entity":"person_tags","via":"person_id","function":"count","where":"weight > 5"}}}},
         "x-crm":{"relations":{
           "tags":{"manyToMany":"tag","inverse":"people","fields":{"weight":{"type":"integer","minimum":0}}},
           "mates":{"manyToMany":"person"},
           "bills":{"children":"bill","via":"person_id"},
           "pass":{"one":"pass","via":"person_id"},
           "notes":{"children":"note","via":"about_id"}}}}
        """;

    public const string Note = """{"name":"note","title":"Note","properties":{"text":{"type":"string"},"about_id":{"type":"string","x-crm":{"lookup":["person","tag"]}}}}""";

    public const string Tag = """{"name":"tag","title":"Tag","required":["name"],"properties":{"name":{"type":"string","x-crm":{"unique":true}},"secret":{"type":"string"}}}""";

    public const string Pass = """{"name":"pass","plural":"passes","title":"Pass","properties":{"code":{"type":"string"},"person_id":{"type":"string","x-crm":{"lookup":"person","unique":true}}}}""";

    public const string Bill = """
        {"name":"bill","title":"Bill","required":["name"],"properties":{
           "name":{"type":"string"},
           "person_id":{"type":"string","x-crm":{"lookup":"person"}},
           "total":{"type":"number","readOnly":true,"x-crm":{"kind":"money","scale":2,"currency":"EUR","rollup":{"entity":"line","via":"bill_id","function":"sum","field":"amount"}}}},
         "x-crm":{"relations":{"lines":{"owned":"line","via":"bill_id","sort":"place"}}}}
        """;

    public const string Line = """
        {"name":"line","title":"Line","required":["bill_id","text"],"properties":{
           "text":{"type":"string"},
           "place":{"type":"integer"},
           "quantity":{"type":"integer","default":1,"minimum":1},
           "price":{"type":"number","x-crm":{"kind":"money","scale":2,"currency":"EUR"}},
           "amount":{"type":"number","readOnly":true,"x-crm":{"kind":"money","scale":2,"currency":"EUR","formula":"quantity * price"}},
           "bill_id":{"type":"string","x-crm":{"lookup":"bill","onDelete":"cascade"}}}}
        """;

    public static readonly Caller Boss = Shop.Ann with { Rights = CallerRights.Read | CallerRights.Write | CallerRights.Admin };

    public static async Task<TestPlatform> StartAsync(Func<Task<TestDatabase>> database, params string[] roles)
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync([.. new[] { Person, Tag, Pass, Bill, Line, Note }.Select(e => ("entity", e)), .. roles.Select(r => ("role", r))]);
        return platform;
    }

    public static Task<Guid> PersonAsync(this TestPlatform platform, string name) => platform.AddAsync("person", ("name", name));

    public static Task<Guid> TagAsync(this TestPlatform platform, string name) => platform.AddAsync("tag", ("name", name));

    public static Task<Guid> TieAsync(this TestPlatform platform, Guid person, Guid tag, long? weight = null) => platform.AddAsync("person_tags", ("person_id", person), ("tag_id", tag), ("weight", weight));

    public static async Task TrashAsync(this TestPlatform platform, string entity, Guid id)
    {
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await platform.Writer.DeleteAsync(entity, id, null, Boss, CancellationToken.None)).IsSuccess);
    }

    public static async Task BackAsync(this TestPlatform platform, string entity, Guid id)
    {
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await platform.Writer.RestoreAsync(entity, id, Boss, CancellationToken.None)).IsSuccess);
    }

    public static async Task PurgeAsync(this TestPlatform platform, string entity, Guid id) =>
        Assert.True((await platform.Get<ITrash>().PurgeAsync(entity, id, Boss, CancellationToken.None)).IsSuccess);

    public static async Task<long> CountAsync(this TestPlatform platform, string entity, bool trashed = false) =>
        (await platform.Reader.CountAsync(new RecordQuery(entity) { Trashed = trashed }, Boss, CancellationToken.None)).Value;
}
