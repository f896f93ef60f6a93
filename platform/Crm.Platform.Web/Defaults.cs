using Crm.Platform.Storage.Databases;
using Microsoft.Extensions.Configuration.Memory;

namespace Crm.Platform.Web;

/// <summary>What holds when nothing is set. Every other source of configuration wins.</summary>
internal static class Defaults
{
    private static readonly Dictionary<string, string?> Values = new()
    {
        ["urls"] = "http://127.0.0.1:5080",
        ["Crm:DataDirectory"] = "data",
        // A start prints one line; what goes wrong later is still told.
        ["Logging:LogLevel:Default"] = "Warning",
        // Keys lie in a folder only their owner may read; encrypting them on disk is a later setting.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // Taken unique keys and moved versions are expected outcomes and answered as such.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None",
    };

    public static void AddDefaults(this WebApplicationBuilder builder) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Values });

    public static void BindDatabase(this WebApplicationBuilder builder, DatabaseOptions options)
    {
        builder.Configuration.GetSection("Crm:Database").Bind(options);
        options.DataDirectory = builder.Configuration["Crm:DataDirectory"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : "";
    }
}
