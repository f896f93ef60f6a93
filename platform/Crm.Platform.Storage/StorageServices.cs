using Crm.Platform.Expressions.Querying;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Databases.PostgreSql;
using Crm.Platform.Storage.Databases.Sqlite;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Platform;
using Crm.Platform.Storage.Schema;
using Crm.Platform.Storage.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Storage;

/// <summary>The door of this project.</summary>
public static class StorageServices
{
    /// <summary>Adds the database, the record model and the definition store. Needs an <see cref="Abstractions.IFieldKindRegistry"/>.</summary>
    public static IServiceCollection AddCrmStorage(this IServiceCollection services, Action<DatabaseOptions> configure)
    {
        services.AddOptions<DatabaseOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.TryAddSingleton(provider => Make(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.TryAddSingleton<IQueryDialect>(provider => provider.GetRequiredService<IDatabase>().Dialect);
        services.TryAddSingleton<PublishedModel>();
        services.TryAddSingleton<IRecordDatabase, RecordDatabase>();
        services.TryAddSingleton<IMetadata>(provider => provider.GetRequiredService<PublishedModel>());
        services.TryAddSingleton<SchemaComparer>();
        services.TryAddSingleton<AddedFields>();
        services.TryAddSingleton<TableReader>();
        services.TryAddSingleton<ValueMover>();
        services.TryAddSingleton<SchemaRunner>();
        services.TryAddSingleton<SearchCatalog>();
        services.TryAddSingleton<EarlierNames>();
        services.TryAddSingleton<EarlierBuilds>();
        services.TryAddSingleton<IDefinitionStore, DefinitionStore>();
        services.TryAddSingleton<IStoredTables, StoredTables>();
        services.TryAddSingleton<IStorageStart, StorageStart>();
        services.AddHostedService<NodeFollowing>();
        services.AddDbContextFactory<PlatformContext>((provider, options) => provider.GetRequiredService<IDatabase>().Configure(options, PlatformContext.MigrationsTable));
        services.AddPooledDbContextFactory<EventContext>((provider, options) => provider.GetRequiredService<IDatabase>().Configure(options, EventContext.MigrationsTable));
        return services;
    }

    private static IDatabase Make(DatabaseOptions options) => options.Make switch
    {
        DatabaseMake.PostgreSql => new PostgreSqlDatabase(options.ConnectionString!),
        _ => new SqliteDatabase(options.SqliteConnectionString),
    };
}
