using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Setup;
using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Users;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens;
using Crm.Platform.Storage.Databases;
using Crm.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Access.Tests.Hosting;

/// <summary>Access and its pages in a host of their own, on a database of their own.</summary>
internal sealed class AccessHost : IAsyncDisposable
{
    public const string AdminEmail = "ada@example.com";
    public const string AdminPassword = "correct horse battery";
    public const string ClientId = "svc";
    public const string ClientSecret = "s3cret+with%odd chars/=";

    private readonly TestDatabase _database;
    private readonly ServiceProvider _storage;
    private readonly WebApplication _app;

    private AccessHost(Dictionary<string, string?> settings, TestDatabase database)
    {
        _database = database;
        _storage = database.Open(out var opened);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(AccessHost).Assembly.GetName().Name });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddOptions<DatabaseOptions>().Configure(database.Configure);
        builder.Services.AddSingleton(opened);
        builder.Services.AddSingleton<IRecordWriter>(Records);
        builder.Services.AddSingleton<ITeamMembers, MemoryTeamMembers>();
        builder.Services.AddSingleton<IMetadata>(Metadata);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCrmAccess(builder.Configuration);
        // Real passwords cost a tenth of a second each; here only the outcome counts.
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        _app = builder.Build();
        _app.UseCrmAccess();
        _app.MapAccessEndpoints();
        _app.MapRazorComponents<PagesRoot>().AddAdditionalAssemblies(typeof(ScreensRegistration).Assembly);
        _app.MapGet("/", () => "home");
        _app.MapGet("/api/who", WhoAsync);
        _app.MapPost("/api/things", WhoAsync).RequireAuthorization(AccessPolicies.Write);
        _app.MapPost("/api/admin/things", WhoAsync).RequireAuthorization(AccessPolicies.Admin);
    }

    public ManualTime Time { get; } = new();

    public FixedMetadata Metadata { get; } = new();

    public MemoryRecordWriter Records { get; } = new();

    /// <summary>What the start gave: the set-up link or a failure.</summary>
    public Result<AccessReady> Ready { get; private set; }

    public IServiceProvider Services => _app.Services;

    /// <summary>With an administrator and a service client, unless settings say otherwise.</summary>
    public static async Task<AccessHost> StartAsync(Action<Dictionary<string, string?>>? configure = null, Func<Task<TestDatabase>>? database = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Crm:Setup:AdminEmail"] = AdminEmail,
            ["Crm:Setup:AdminPassword"] = AdminPassword,
            ["Crm:Setup:ClientId"] = ClientId,
            ["Crm:Setup:ClientSecret"] = ClientSecret,
            ["Crm:Access:SignInsPerMinute"] = "1000",
        };
        configure?.Invoke(settings);
        var host = new AccessHost(settings, await (database ?? TestDatabases.Sqlite)());
        try
        {
            host.Ready = await host.Services.StartCrmAccessAsync(CancellationToken.None);
            await host._app.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public static Task<AccessHost> StartEmptyAsync() => StartAsync(settings =>
    {
        settings.Remove("Crm:Setup:AdminEmail");
        settings.Remove("Crm:Setup:AdminPassword");
    });

    /// <param name="address">Loopback http unless the test is about others.</param>
    public Browser Browse(string address = "http://localhost/") => new(_app.GetTestServer(), new Uri(address));

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> QueryAsync<T>(Func<AccessContext, Task<T>> query) => WithAsync(query);

    public async Task<Guid> AddUserAsync(string email, string password, string role = AccessRoles.User)
    {
        var created = await WithAsync<IUserDirectory, Result<Guid>>(users => users.CreateAsync(new NewUser("Bob", email, password, role), CancellationToken.None));
        return created.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _storage.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<string> WhoAsync(HttpContext context, ICallers callers, CancellationToken cancellationToken)
    {
        var caller = await callers.OfAsync(context.User, cancellationToken);
        return $"{caller.Name}: {caller.Rights}";
    }
}
