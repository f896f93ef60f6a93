using System.Net.Http.Json;
using System.Text.Json;
using Crm.Benchmarks.Plain;
using Crm.Platform.Access;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api;
using Crm.Platform.Metadata;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Records;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage;
using Crm.Platform.Storage.Platform;
using Crm.Platform.Web;
using Crm.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks.Hosting;

/// <summary>The platform's services, pipeline and endpoints on Kestrel, with hand-written endpoints beside them in the same pipeline on the same database.</summary>
internal sealed class BenchmarkHost : IAsyncDisposable
{
    private const string Client = "benchmark";
    private const string Secret = "benchmark-secret-of-the-client";

    private readonly WebApplication _app;

    private BenchmarkHost(WebApplication app, Load load, IReadOnlyList<Guid> contacts, IReadOnlyList<Guid> accounts, Organisation organisation, string token)
    {
        (_app, Load, Contacts, Accounts, Organisation, Token) = (app, load, contacts, accounts, organisation, token);
    }

    public Load Load { get; }

    public IReadOnlyList<Guid> Contacts { get; }

    public IReadOnlyList<Guid> Accounts { get; }

    public Organisation Organisation { get; }

    /// <summary>A bearer token that may do everything.</summary>
    public string Token { get; }

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<BenchmarkHost> StartAsync(TestDatabase database, Load load)
    {
        var app = Build(database);
        await app.Services.GetRequiredService<IStorageStart>().PrepareAsync(CancellationToken.None);
        await app.Services.GetRequiredService<IDefinitionStart>().StartAsync(ShippedDefinitions.DefaultFolder, CancellationToken.None);
        await app.Services.StartCrmAccessAsync(CancellationToken.None);
        var accounts = await Seed.AccountsAsync(app.Services.GetRequiredService<IRecordWriter>(), load.Accounts, CancellationToken.None);
        var organisation = await Organisation.CreateAsync(app.Services.GetRequiredService<IRecordWriter>(), app.Services.GetRequiredService<ITeamMembers>(), CancellationToken.None);
        var contacts = await Seed.ContactsAsync(app.Services.GetRequiredService<IRecordWriter>(), load.Contacts, accounts, organisation, CancellationToken.None);
        await PlainContext.PrepareAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        return new BenchmarkHost(app, load, contacts, accounts, organisation, await TokenAsync(new Uri(app.Urls.First())));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static WebApplication Build(TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddDefaults();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Crm:DataDirectory"] = database.DataDirectory,
            ["Crm:Setup:ClientId"] = Client,
            ["Crm:Setup:ClientSecret"] = Secret,
        });
        builder.Configuration.AddInMemoryCollection(database.Settings!);
        builder.Services.AddCrmMetadata();
        builder.Services.AddCrmStorage(builder.BindDatabase);
        builder.Services.AddCrmRecords(builder.Configuration);
        builder.Services.AddCrmAccess(builder.Configuration);
        builder.Services.AddCrmApi();
        builder.Services.AddPooledDbContextFactory<PlainContext>(options => options
            .UseOneOf(database)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .EnableThreadSafetyChecks(false));

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseCrmProblems();
        app.UseCrmAccess();
        app.MapAccessEndpoints();
        app.MapApiEndpoints();
        app.MapPlainEndpoints();
        return app;
    }

    private static async Task<string> TokenAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Client,
            ["client_secret"] = Secret,
            ["scope"] = "crm.read crm.write crm.customize",
        });
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("access_token").GetString()!;
    }
}
