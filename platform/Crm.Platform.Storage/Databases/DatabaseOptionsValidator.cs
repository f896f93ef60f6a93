using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Storage.Databases;

/// <summary>Says at start, in one line, why a setting cannot be used.</summary>
internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (!string.Equals(options.Provider, "Sqlite", StringComparison.OrdinalIgnoreCase))
            return ValidateOptionsResult.Fail($"Crm:Database:Provider is '{options.Provider}'; this version supports 'Sqlite'.");
        if (options.DataDirectory.Length == 0)
            return ValidateOptionsResult.Fail("Crm:DataDirectory is empty; give the folder to keep data in.");
        try
        {
            Directory.CreateDirectory(options.DataDirectory);
            var connection = new SqliteConnectionStringBuilder(options.SqliteConnectionString);
            return connection.DataSource.Length == 0
                ? ValidateOptionsResult.Fail("Crm:Database:ConnectionString has no 'Data Source'.")
                : ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Crm:DataDirectory '{options.DataDirectory}' cannot be used: {exception.Message}");
        }
        catch (ArgumentException exception)
        {
            return ValidateOptionsResult.Fail($"Crm:Database:ConnectionString cannot be read: {exception.Message}");
        }
    }
}
