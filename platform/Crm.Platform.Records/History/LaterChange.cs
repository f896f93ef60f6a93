using System.Globalization;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.History;

/// <summary>Tells people who stands in the way.</summary>
internal static class LaterChange
{
    /// <summary>" by Ann on 2026-03-01", or nothing where it is not known.</summary>
    public static string Words(HistoryRow? later) => later is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(later.ActorName is { } name ? $" by {name}" : "")} on {later.At:yyyy-MM-dd HH:mm} UTC");
}
