using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Reads stored layers. The last few are remembered: hundreds of definitions take longer to parse than all else that is done with them.</summary>
internal sealed class LayerReader
{
    private const int Remembered = 6;
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Text, DefinitionSet Set)> _known = new();

    /// <exception cref="InvalidOperationException">The database holds a layer we did not write.</exception>
    public DefinitionSet Read(string? json)
    {
        if (json is null)
            return DefinitionSet.Empty;
        lock (_lock)
            if (_known.FirstOrDefault(k => k.Text == json) is { Set: { } known })
                return known;
        var set = DefinitionSet.Parse(json).Value;
        Remember(json, set);
        return set;
    }

    /// <summary>The text of a layer that is stored now and read soon.</summary>
    public string Write(DefinitionSet set)
    {
        var text = set.ToString();
        Remember(text, set);
        return text;
    }

    private void Remember(string text, DefinitionSet set)
    {
        lock (_lock)
        {
            _known.AddFirst((text, set));
            if (_known.Count > Remembered)
                _known.RemoveLast();
        }
    }
}
