using System.Data.Common;
using Crm.Platform.Abstractions;
using Crm.Platform.Access;
using Crm.Platform.Access.Setup;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Storage.Platform;
using Crm.Platform.Web.Demo;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Web;

/// <summary>The way from a built host to one that serves, and its one line on the console.</summary>
internal static class HostStart
{
    private const int Unusable = 1;

    // They refuse an address or a value with an exception anything else might throw.
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <param name="usePipeline">Builds what answers requests; called once the settings are known to be usable.</param>
    /// <returns>The exit code: 0 after a stop, 1 when a setting or the database cannot be used.</returns>
    public static async Task<int> RunAsync(WebApplication app, Action<WebApplication> usePipeline)
    {
        try
        {
            foreach (var validator in app.Services.GetServices<IStartupValidator>())
                validator.Validate();
            usePipeline(app);
            var ready = await PrepareAsync(app.Services, app.Lifetime.ApplicationStopping);
            if (!ready.IsSuccess)
                return await RefuseAsync(ready.Failure.Message);
            await app.StartAsync();
            foreach (var address in app.Urls.Take(1))
                await Console.Out.WriteLineAsync(ReadyLine(address, ready.Value));
        }
        catch (OptionsValidationException unusable)
        {
            return await RefuseAsync(string.Join(" ", unusable.Failures));
        }
        catch (DbException unusable)
        {
            return await RefuseAsync($"The database cannot be used: {unusable.Message}");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException { Source: Kestrel or Binder })
        {
            return await RefuseAsync(unusable.Message);
        }
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Tables, definitions, people: in this order, before the first request.</summary>
    private static async Task<Result<AccessReady>> PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var storage = services.GetRequiredService<IStorageStart>();
        await using var alone = await storage.AloneAsync(cancellationToken);
        await storage.PrepareAsync(cancellationToken);
        var definitions = services.GetRequiredService<IDefinitionStart>();
        await definitions.StartAsync(ShippedDefinitions.DefaultFolder, cancellationToken);
        foreach (var problem in definitions.Problems)
            await Console.Error.WriteLineAsync($"Crm.Platform starts without a definition: {problem.ToString().ReplaceLineEndings(" ")}");
        if (WantsDemo(services.GetRequiredService<IConfiguration>()[DemoRegistration.Key]))
            await services.GetRequiredService<IDemoData>().FillAsync(cancellationToken);
        return await services.StartCrmAccessAsync(cancellationToken);
    }

    /// <exception cref="FormatException">It is neither true nor false.</exception>
    private static bool WantsDemo(string? setting) =>
        !string.IsNullOrWhiteSpace(setting) && (bool.TryParse(setting, out var wanted) ? wanted : throw new FormatException($"{DemoRegistration.Key} is '{setting}'; set it to true or false."));

    private static string ReadyLine(string address, AccessReady ready) => ready.SetupPath is { } path
        ? $"Crm.Platform is ready at {address} - create the first administrator at {address.TrimEnd('/')}{path}"
        : $"Crm.Platform is ready at {address}";

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"Crm.Platform cannot start: {reason.ReplaceLineEndings(" ")}");
        return Unusable;
    }
}
