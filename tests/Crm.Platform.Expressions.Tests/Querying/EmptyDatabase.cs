using Crm.Testing.Databases;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>The tables of the sample model without a record, made once for the tests that only ask.</summary>
public abstract class EmptyDatabase(Func<Task<TestDatabase>> make) : IAsyncLifetime
{
    private Database? _database;

    /// <exception cref="MissingServerException">The database is not to be had here.</exception>
    internal Database Database => _database ?? throw new MissingServerException();

    public async ValueTask InitializeAsync()
    {
        try
        {
            _database = await Querying.Database.CreateAsync(make);
        }
        catch (MissingServerException)
        {
            // Told by each test; from here it would count as a failure.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class EmptySqlite() : EmptyDatabase(TestDatabases.Sqlite);

public sealed class EmptyPostgreSql() : EmptyDatabase(TestDatabases.PostgreSql);
