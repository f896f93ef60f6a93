using System.Collections.Immutable;

namespace Crm.Platform.Records.Reading;

/// <summary>Where a page ended, so that the next one begins right after it, whatever was added or removed before it meanwhile.</summary>
/// <param name="Values">The last record's sort keys as text, null where they are unset; its id comes last.</param>
public sealed record RecordCursor(ImmutableArray<string?> Values)
{
    internal CursorShape Shape => new(Values.Length, Values.Index().Aggregate(0u, (nulls, value) => value.Item is null ? nulls | 1u << value.Index : nulls));
}
