namespace Crm.Testing.Databases;

/// <summary>Every make the product runs on. A contract takes one of these, and has one subclass per make.</summary>
public static class TestDatabases
{
    public static Func<Task<TestDatabase>> Sqlite { get; } = () => Task.FromResult<TestDatabase>(new SqliteTestDatabase());

    /// <summary>On a server of this process. Tests that ask where none is installed are told as skipped.</summary>
    public static Func<Task<TestDatabase>> PostgreSql { get; } = async () => await PostgreSqlTestDatabase.CreateAsync();
}
