using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Model;

/// <summary>Locks on the records, or other rows, a query finds, until the transaction ends. They are words of the database that has many writers; where one writes at a time they say nothing.</summary>
public static class RowLock
{
    private const string Mark = "lock: ";
    private const string Present = Mark + "FOR KEY SHARE";
    private const string Reading = Mark + "FOR SHARE";
    private const string Change = Mark + "FOR NO KEY UPDATE";
    private const string Removal = Mark + "FOR UPDATE";

    /// <summary>Nobody sends these records to the trash meanwhile; changes go on.</summary>
    public static IQueryable<StoredRecord> KeptPresent(this IQueryable<StoredRecord> records) => records.TagWith(Present);

    /// <summary>Nobody changes these records meanwhile; others may read them the same way.</summary>
    public static IQueryable<StoredRecord> HeldForReading(this IQueryable<StoredRecord> records) => records.TagWith(Reading);

    /// <summary>Nobody else changes these records meanwhile; links to them may be made.</summary>
    public static IQueryable<StoredRecord> HeldForChange(this IQueryable<StoredRecord> records) => records.TagWith(Change);

    /// <summary>Nobody changes these records or links to them meanwhile.</summary>
    public static IQueryable<T> HeldForRemoval<T>(this IQueryable<T> records) => records.TagWith(Removal);

    internal static bool IsTag(string tag) => tag.StartsWith(Mark, StringComparison.Ordinal);

    internal static string? Of(IEnumerable<string> tags) => tags.FirstOrDefault(IsTag)?[Mark.Length..];
}
