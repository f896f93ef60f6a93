using Crm.Platform.Storage.Databases;

namespace Crm.Platform.Records.Writing;

/// <summary>Does a transaction's work again when the database undid it to let another one through: two that wait for each other's records, for one.</summary>
internal static class Repeat
{
    private const int MostAttempts = 6;

    public static async Task<T> WhileUndoneAsync<T>(IDatabase database, Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (attempt < MostAttempts && database.IsUndone(exception))
            {
                // Nothing of it was kept.
            }
        }
    }
}
