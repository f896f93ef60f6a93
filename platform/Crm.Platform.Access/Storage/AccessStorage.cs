using Crm.Platform.Storage.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Access.Storage;

internal static class AccessStorage
{
    /// <summary>The one database, with a migration history of its own, so that other parts' migrations and these do not see each other.</summary>
    public static void AddAccessStorage(this IServiceCollection services) => services.AddDbContextFactory<AccessContext>((provider, options) =>
        provider.GetRequiredService<IDatabase>().Configure(options, AccessContext.HistoryTable));
}
