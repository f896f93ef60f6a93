using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.History;

/// <summary>Tells people who stands in the way.</summary>
internal static class LaterChange
{
    /// <summary>Why an undo leaves something alone.</summary>
    /// <param name="what">"It was changed".</param>
    public static Conflict Of(string what, HistoryRow? later) => new("undo.changed_later", $"{what} afterwards{Words(later)}.");

    /// <summary>" by Ann on 2026-03-01", or nothing where it is not known.</summary>
    public static string Words(HistoryRow? later) => later is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(later.ActorName is { } name ? $" by {name}" : "")} on {later.At:yyyy-MM-dd HH:mm} UTC");
}
