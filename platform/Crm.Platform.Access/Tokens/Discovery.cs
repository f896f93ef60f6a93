using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Tokens;

/// <summary>The discovery document: what the server really does, nothing it will do one day.</summary>
internal sealed class Discovery(IServer server, IOptions<AccessOptions> options)
{
    public Dictionary<string, object> Document()
    {
        var issuer = Issuer();
        return new Dictionary<string, object>
        {
            ["issuer"] = issuer,
            ["token_endpoint"] = issuer + "connect/token",
            ["token_endpoint_auth_methods_supported"] = new[] { "client_secret_basic", "client_secret_post" },
            ["grant_types_supported"] = new[] { "client_credentials" },
            ["response_types_supported"] = Array.Empty<string>(),
            ["scopes_supported"] = AccessScopes.All,
        };
    }

    /// <summary>From the configuration or the listening address, never from the request's Host, which the sender chooses.</summary>
    private string Issuer()
    {
        if (options.Value.Issuer is { } configured)
            return configured;
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        foreach (var any in (string[])["://0.0.0.0", "://[::]", "://+", "://*"])
            address = address.Replace(any, "://localhost", StringComparison.Ordinal);
        return address.TrimEnd('/') + "/";
    }
}
