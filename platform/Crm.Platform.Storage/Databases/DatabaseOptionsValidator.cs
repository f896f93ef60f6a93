using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Platform.Storage.Databases;

/// <summary>Says at start, in one line, why a setting cannot be used.</summary>
internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (options.Make is not { } make)
            return ValidateOptionsResult.Fail($"Crm:Database:Provider is '{options.Provider}'; use {string.Join(" or ", Enum.GetNames<DatabaseMake>().Select(n => $"'{n}'"))}.");
        if (options.DataDirectory.Length == 0)
            return ValidateOptionsResult.Fail("Crm:DataDirectory is empty; give the folder to keep data in.");
        try
        {
            Directory.CreateDirectory(options.DataDirectory);
            return Missing(make, options) is { } missing ? ValidateOptionsResult.Fail(missing) : ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Crm:DataDirectory '{options.DataDirectory}' cannot be used: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return ValidateOptionsResult.Fail($"Crm:Database:ConnectionString cannot be read: {exception.Message}");
        }
    }

    private static string? Missing(DatabaseMake make, DatabaseOptions options) => make switch
    {
        DatabaseMake.PostgreSql when string.IsNullOrWhiteSpace(options.ConnectionString) =>
            "Crm:Database:ConnectionString is not set; PostgreSql needs one, such as 'Host=localhost;Database=crm;Username=crm;Password=…'.",
        DatabaseMake.PostgreSql => new NpgsqlConnectionStringBuilder(options.ConnectionString) is { Host: { Length: > 0 }, Database: { Length: > 0 } } ? null
            : "Crm:Database:ConnectionString has no 'Host' or no 'Database'.",
        _ => new SqliteConnectionStringBuilder(options.SqliteConnectionString).DataSource.Length > 0 ? null : "Crm:Database:ConnectionString has no 'Data Source'.",
    };
}
