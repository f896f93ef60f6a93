using Crm.Testing.Databases;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>The tables of the sample model without a record, made once for the tests that only ask.</summary>
public abstract class EmptyDatabase(Func<Task<TestDatabase>> make) : IAsyncLifetime
{
    internal Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Database = await Querying.Database.CreateAsync(make);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class EmptySqlite() : EmptyDatabase(TestDatabases.Sqlite);

public sealed class EmptyPostgreSql() : EmptyDatabase(TestDatabases.PostgreSql);
