using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Api.Tests.Hosting;

/// <summary>The API alone, over records in memory. The sender's rights, roles and id come in headers.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiHost(WebApplication app)
    {
        _app = app;
        Client = app.GetTestClient();
        Client.DefaultRequestHeaders.Add("X-Rights", "Read, Write, Customize");
    }

    public HttpClient Client { get; }

    public MemoryRecords Records => _app.Services.GetRequiredService<MemoryRecords>();

    public FixedMetadata Metadata => _app.Services.GetRequiredService<FixedMetadata>();

    public static async Task<ApiHost> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddCrmMetadata().AddCrmApi();
        builder.Services.AddSingleton<FixedMetadata>().AddSingleton<IMetadata>(s => s.GetRequiredService<FixedMetadata>());
        builder.Services.AddSingleton<MemoryRecords>().AddSingleton<IRecordReader>(s => s.GetRequiredService<MemoryRecords>()).AddSingleton<IRecordWriter>(s => s.GetRequiredService<MemoryRecords>());
        builder.Services.AddSingleton<IRights, OpenRights>();
        builder.Services.AddSingleton<ICallers, HeaderCallers>();
        builder.Services.AddAuthentication("Header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Header", null);
        builder.Services.AddAuthorization();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseCrmProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapApiEndpoints();
        await app.StartAsync();
        return new ApiHost(app);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string address) => Client.GetAsync(address, Token);

    public Task<string> GetStringAsync(string address) => Client.GetStringAsync(address, Token);

    public Task<HttpResponseMessage> PostAsync(string address, HttpContent? content) => Client.PostAsync(address, content, Token);

    public Task<HttpResponseMessage> PatchAsync(string address, HttpContent? content) => Client.PatchAsync(address, content, Token);

    public Task<HttpResponseMessage> PutAsync(string address, HttpContent? content) => Client.PutAsync(address, content, Token);

    public Task<HttpResponseMessage> DeleteAsync(string address) => Client.DeleteAsync(address, Token);

    /// <param name="body">JSON, or <see langword="null"/> for none.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : Responses.Json(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, Token);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Client.SendAsync(request, Token);

    /// <summary>The JSON of a successful answer.</summary>
    public async Task<JsonElement> GetJsonAsync(string address)
    {
        using var response = await GetAsync(address);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Token)}");
        return await response.JsonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class HeaderCallers : ICallers
    {
        public ValueTask<Caller> OfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new Caller(Guid.TryParse(principal.FindFirstValue("user"), out var user) ? user : null, Enum.Parse<CallerRights>(principal.FindFirstValue("rights")!))
            {
                ClientId = Guid.TryParse(principal.FindFirstValue("user"), out _) ? null : "tests",
                Roles = principal.FindFirstValue("roles") is { Length: > 0 } roles ? RoleSet.Of(roles.Split(',')) : null,
            });
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.TryGetValue("X-Rights", out var rights)
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim("rights", rights.ToString()), new Claim("roles", Request.Headers["X-Roles"].ToString()), new Claim("user", Request.Headers["X-User"].ToString())], "Header")), "Header"))
            : AuthenticateResult.NoResult());
    }
}
