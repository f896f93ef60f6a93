using Crm.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>Takes a database back to what the build before left: indexes named with one underscore, lists of tombstones in the versions.</summary>
internal sealed class EarlierBuild(TestDatabase database)
{
    /// <param name="tombstones">The list each version kept, as JSON.</param>
    public async Task LeaveAsync(params (int Version, string Tombstones)[] tombstones)
    {
        await using var context = Open(out var provider);
        await using var _ = provider;
        string[] undo =
        [
            "DROP TABLE crm_tombstone",
            "ALTER TABLE crm_version DROP COLUMN plugin_layers_json",
            "ALTER TABLE crm_version DROP COLUMN renames_json",
            "ALTER TABLE crm_version ADD COLUMN tombstones_json TEXT NOT NULL DEFAULT '[]'",
            "DELETE FROM __platform_migrations WHERE \"MigrationId\" LIKE '%TombstonesAndLayers'",
        ];
        foreach (var sql in undo)
            await context.Database.ExecuteSqlRawAsync(sql);
        foreach (var (version, list) in tombstones)
            await context.Database.ExecuteSqlAsync($"UPDATE crm_version SET tombstones_json = {list} WHERE number = {version}");
        foreach (var (name, sql) in await IndexesAsync(context))
            await RenameAsync(context, name, name.Replace("__", "_", StringComparison.Ordinal), sql);
    }

    /// <summary>A tombstone's table as that build named it: SQLite let names be as long as they came.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> LengthenAsync(string entity, int version)
    {
        await using var context = Open(out var provider);
        await using var _ = provider;
        var sqlite = context.Database.IsSqlite();
        var tables = sqlite ? context.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table'") : context.Database.SqlQuery<string>($"SELECT tablename AS \"Value\" FROM pg_tables");
        var name = (await tables.ToListAsync()).Single(t => t.StartsWith($"zz_{entity[..20]}", StringComparison.Ordinal));
        if (!sqlite)
            return name;
        var earlier = $"zz_{entity}_{version}";
#pragma warning disable EF1002 // The test writes it itself.
        await context.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{name}\" RENAME TO \"{earlier}\"");
#pragma warning restore EF1002
        return earlier;
    }

    public async Task<List<string>> IndexNamesAsync()
    {
        await using var context = Open(out var provider);
        await using var _ = provider;
        return [.. (await IndexesAsync(context)).Select(i => i.Name)];
    }

    private DbContext Open(out ServiceProvider provider)
    {
        provider = database.Open(out var opened);
        var options = new DbContextOptionsBuilder();
        opened.Configure(options);
        return new DbContext(options.Options);
    }

    private static async Task<List<Index>> IndexesAsync(DbContext context) => context.Database.IsNpgsql()
        ? await context.Database.SqlQuery<Index>($"SELECT indexname AS \"Name\", indexdef AS \"Sql\" FROM pg_indexes WHERE schemaname = 'public' AND left(indexname, 3) IN ('ix_', 'ux_') AND indexname NOT LIKE '%crm%' ORDER BY 1").ToListAsync()
        : await context.Database.SqlQuery<Index>($"SELECT name AS \"Name\", sql AS \"Sql\" FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE '%crm%' ORDER BY 1").ToListAsync();

    private static async Task RenameAsync(DbContext context, string name, string earlier, string sql)
    {
        string[] rename = context.Database.IsNpgsql()
            ? [$"ALTER INDEX \"{name}\" RENAME TO \"{earlier}\""]
            : [$"DROP INDEX \"{name}\"", sql.Replace($"\"{name}\"", $"\"{earlier}\"", StringComparison.Ordinal)];
        foreach (var statement in rename)
#pragma warning disable EF1002 // The test writes it itself.
            await context.Database.ExecuteSqlRawAsync(statement);
#pragma warning restore EF1002
    }

    private sealed record Index(string Name, string Sql);
}
