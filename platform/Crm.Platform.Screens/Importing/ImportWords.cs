using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Jobs;

namespace Crm.Platform.Screens.Importing;

/// <summary>Numbers and names as the import screens write them.</summary>
internal static class ImportWords
{
    public static string Count(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

    public static string Rows(int count) => count == 1 ? "1 row" : $"{Count(count)} rows";

    public static string Records(EntityDefinition entity, int count) => $"{Count(count)} {(count == 1 ? entity.Title : entity.PluralTitle).ToLower(CultureInfo.CurrentCulture)}";

    public static string Delimiter(char delimiter) => delimiter switch
    {
        ',' => "Comma",
        ';' => "Semicolon",
        '\t' => "Tab",
        '|' => "Vertical bar",
        _ => delimiter.ToString(),
    };

    public static string Undone(ImportUndo undo) => undo.LeftCount == 0
        ? $"This import was undone: {Count(undo.Undone)} {(undo.Undone == 1 ? "record is" : "records are")} as before it."
        : $"This import was undone, but {(undo.LeftCount == 1 ? "one record was left as it is" : $"{Count(undo.LeftCount)} records were left as they are")}.";

    /// <summary>What the import came to, as a headline.</summary>
    public static string Outcome(EntityDefinition entity, ImportJob job) => job.Status switch
    {
        ImportStatus.Queued => "Waiting for its turn",
        ImportStatus.Running => $"Importing {entity.PluralTitle.ToLower(CultureInfo.CurrentCulture)}",
        ImportStatus.Cancelled => "Import stopped",
        ImportStatus.Failed => "The import could not finish",
        ImportStatus.Interrupted => "The import was interrupted",
        _ => job.Created == 0 && job.Rows > 0 ? "No row was imported" : $"{Records(entity, job.Created)} created",
    };
}
