using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Records.Tests.Rights;

/// <summary>A company of three teams one below the other, with records of each person and a field not everybody may see.</summary>
/// <remarks>Everybody is in region "north" but Dan. Head over sales over field: Hal, Sue, Ann and Bob; Dan is in no team.</remarks>
internal sealed class Company : IAsyncDisposable
{
    private static readonly EntityDefinition User = new("user",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true },
        new("email", FieldKinds.Email) { Title = "E-mail" },
        new("region", FieldKinds.Text) { Title = "Region" },
    ])
    { DisplayField = "name", System = true, PluralTitle = "Users" };

    private static readonly EntityDefinition Team = new("team",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true },
        new("parent_id", FieldKinds.Lookup) { Title = "Part of", Lookup = "team" },
    ])
    { DisplayField = "name", System = true, PluralTitle = "Teams" };

    private static readonly EntityDefinition Site = new("site",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true },
        new("region", FieldKinds.Text) { Title = "Region" },
        new("rent", FieldKinds.Money) { Title = "Rent", Scale = 2 },
    ])
    { Title = "Site", PluralTitle = "Sites", DisplayField = "name" };

    private static readonly EntityDefinition Visit = new("visit",
    [
        new("subject", FieldKinds.Text) { Title = "Subject", Required = true },
        new("code", FieldKinds.Text) { Title = "Code", Unique = true },
        new("amount", FieldKinds.Money) { Title = "Amount", Scale = 2 },
        new("margin", FieldKinds.Money) { Title = "Margin", Scale = 2 },
        new("badge", FieldKinds.Text) { Title = "Badge", Unique = true },
        new("profit", FieldKinds.Decimal) { Title = "Profit", Scale = 2, ReadOnly = true, Formula = "margin * 2" },
        new("status", FieldKinds.Text) { Title = "Status", Default = JsonSerializer.SerializeToElement("open") },
        new("site_id", FieldKinds.Lookup) { Title = "Site", Lookup = "site", OnDelete = OnDelete.Restrict },
    ])
    { Title = "Visit", PluralTitle = "Visits", DisplayField = "subject", Keys = [["code"], ["badge"]] };

    private Company(TestPlatform platform) => Platform = platform;

    public TestPlatform Platform { get; }
    public Guid Hal { get; private set; }
    public Guid Sue { get; private set; }
    public Guid Ann { get; private set; }
    public Guid Bob { get; private set; }
    public Guid Dan { get; private set; }
    public Guid Head { get; private set; }
    public Guid Sales { get; private set; }
    public Guid Field { get; private set; }
    public Guid North { get; private set; }
    public Guid South { get; private set; }

    public static Task<Company> StartAsync(Func<Task<TestDatabase>> database, params string[] roles) => StartAsync(database, _ => { }, roles);

    public static async Task<Company> StartAsync(Func<Task<TestDatabase>> database, Action<IServiceCollection> configure, params string[] roles)
    {
        var company = new Company(await TestPlatform.StartAsync(database, configure));
        await company.Platform.PublishAsync(roles, User, Team, Site, Visit);
        (company.Hal, company.Sue, company.Ann, company.Bob, company.Dan) =
            (await company.PersonAsync("Hal"), await company.PersonAsync("Sue"), await company.PersonAsync("Ann"), await company.PersonAsync("Bob"), await company.PersonAsync("Dan", "south"));
        company.Head = await company.TeamAsync("Head", null, company.Hal);
        company.Sales = await company.TeamAsync("Sales", company.Head, company.Sue);
        company.Field = await company.TeamAsync("Field", company.Sales, company.Ann, company.Bob);
        company.North = (await company.AddAsync("site", Caller.Platform, ("name", "North"), ("region", "north"), ("rent", 100m))).Id;
        company.South = (await company.AddAsync("site", Caller.Platform, ("name", "South"), ("region", "south"), ("rent", 900m))).Id;
        return company;
    }

    /// <summary>Somebody with roles.</summary>
    public static Caller With(Guid user, params string[] roles) => new(user, CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of(roles) };

    /// <summary>A visit of that owner, named after what distinguishes it.</summary>
    public async Task<Record> VisitAsync(string subject, Guid? owner, params (string Field, object? Value)[] values) =>
        await AddAsync("visit", Caller.Platform, [("subject", subject), (SystemFields.OwnerId, owner), .. values]);

    public async Task<Record> AddAsync(string entity, Caller caller, params (string Field, object? Value)[] values) =>
        (await Platform.Writer.CreateAsync(entity, Input(values), caller, CancellationToken.None)).Value;

    public static RecordInput Input(params (string Field, object? Value)[] values) => values.Aggregate(new RecordInput(), (input, v) => input.Set(v.Field, v.Value));

    /// <summary>Subjects of the visits somebody sees, in alphabetical order.</summary>
    public async Task<string> SeenAsync(Caller caller, string? filter = null, bool isExport = false)
    {
        var page = await ListAsync(caller, new RecordQuery("visit") { Filter = filter is null ? null : ExpressionParser.Parse(filter).Value, IsExport = isExport, Sort = [new RecordSort("subject")] });
        return page.IsSuccess ? string.Join(' ', page.Value.Rows.Select(r => r.Record["subject"])) : page.Failure.Code;
    }

    public Task<Result<RecordPage>> ListAsync(Caller caller, RecordQuery query) => Platform.Reader.QueryAsync(query, caller, CancellationToken.None);

    public Task<Result<Record>> FindAsync(Caller caller, Guid id) => Platform.Reader.FindAsync("visit", id, caller, CancellationToken.None);

    public Task<Result<Record>> ChangeAsync(Caller caller, Guid id, params (string Field, object? Value)[] values) =>
        Platform.Writer.UpdateAsync("visit", id, Input(values), null, caller, CancellationToken.None);

    public Task<Result<Record>> DeleteAsync(Caller caller, Guid id) => Platform.Writer.DeleteAsync("visit", id, null, caller, CancellationToken.None);

    public Task<Result<Record>> RestoreAsync(Caller caller, Guid id) => Platform.Writer.RestoreAsync("visit", id, caller, CancellationToken.None);

    public Task<Result<RecordShare>> ShareAsync(Caller caller, Guid id, Guid with, bool isTeam = false, bool mayWrite = false) =>
        Platform.Get<IRecordShares>().AddAsync("visit", id, new NewShare(with, isTeam, mayWrite), caller, CancellationToken.None);

    public ValueTask DisposeAsync() => Platform.DisposeAsync();

    private async Task<Guid> PersonAsync(string name, string region = "north") =>
        (await AddAsync("user", Caller.Platform, ("name", name), ("email", $"{name}@example.com"), ("region", region))).Id;

    private async Task<Guid> TeamAsync(string name, Guid? parent, params Guid[] members)
    {
        var team = await AddAsync("team", Caller.Platform, ("name", name), ("parent_id", parent));
        return (await Platform.Get<ITeamMembers>().SetMembersAsync(team.Id, members, Caller.Platform, CancellationToken.None)).Value;
    }
}
