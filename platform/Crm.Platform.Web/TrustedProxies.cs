using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Crm.Platform.Web;

/// <summary>Behind a proxy the client's address and scheme stand in headers, which anybody can write: they count from the proxies named in <c>Crm:Proxies</c> only.</summary>
internal static class TrustedProxies
{
    private const string Key = "Crm:Proxies";

    /// <summary>Put it first: limits, cookies and addresses in answers depend on it.</summary>
    /// <exception cref="FormatException">The setting holds something that is neither an address nor a network.</exception>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var names = (app.Configuration[Key] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
            return;
        // Not the host: many proxies pass on a client's X-Forwarded-Host as it came, and they can pass on Host itself.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        // Loopback is trusted there unless taken out.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var name in names)
            Trust(options, name);
        app.UseForwardedHeaders(options);
    }

    private static void Trust(ForwardedHeadersOptions options, string name)
    {
        if (System.Net.IPNetwork.TryParse(name, out var network))
            options.KnownIPNetworks.Add(network);
        else if (IPAddress.TryParse(name, out var address))
            options.KnownProxies.Add(address);
        else
            throw new FormatException($"{Key} names '{name}', which is no address (10.0.0.5) and no network (10.0.0.0/24); separate several with commas.");
    }
}
