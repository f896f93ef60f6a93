using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>What definitions read last were found to be. Of hundreds one changes at a time, and checking one against its schema takes a millisecond.</summary>
internal sealed class ReadingMemory
{
    /// <summary>Published, drafted, and the draft before.</summary>
    private const int Variants = 3;

    private readonly ConcurrentDictionary<(string Kind, string Name), ImmutableArray<Entry>> _known = new();

    private sealed record Entry(string Text, object Result);

    public Result<T> Read<T>(StoredDefinition definition, Func<JsonObject, Result<T>> read)
    {
        if ((definition.Frozen is { } frozen ? frozen.Text : DefinitionText.Of(definition.Json)) is not { } text)
            return read(definition.Json);
        var key = (definition.Kind, definition.Name);
        var entries = _known.GetValueOrDefault(key, []);
        if (entries.FirstOrDefault(e => e.Text == text) is { } known)
            return (Result<T>)known.Result;
        var result = read(definition.Json);
        _known[key] = [new Entry(text, result), .. entries.Take(Variants - 1)];
        return result;
    }
}
