using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>The value of a field made of parts. Immutable. As input it may name some of them only; those it does not name keep what they have.</summary>
public sealed class CompositeValue : IEquatable<CompositeValue>
{
    private readonly ImmutableSortedDictionary<string, object?> _parts;

    private CompositeValue(ImmutableSortedDictionary<string, object?> parts) => _parts = parts;

    /// <summary>Names no part.</summary>
    public static CompositeValue Empty { get; } = new(ImmutableSortedDictionary.Create<string, object?>(StringComparer.Ordinal));

    /// <summary>A part's value; null when it is unset or not named.</summary>
    public object? this[string part] => _parts.GetValueOrDefault(part);

    /// <summary>Whether no part has a value.</summary>
    public bool IsUnset => _parts.Values.All(value => value is null);

    /// <summary>Whether the part is named, be it with null.</summary>
    public bool Names(string part) => _parts.ContainsKey(part);

    /// <summary>The same with another value of one part; null unsets it.</summary>
    public CompositeValue With(string part, object? value) => new(_parts.SetItem(part, value));

    /// <summary>Equal when every part is; an unset part equals one that is not named.</summary>
    public bool Equals(CompositeValue? other) =>
        other is not null && _parts.Keys.Union(other._parts.Keys, StringComparer.Ordinal).All(part => Equals(this[part], other[part]));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CompositeValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (part, value) in _parts)
            if (value is not null)
                hash.Add((part, value));
        return hash.ToHashCode();
    }

    /// <summary>Its set parts, with commas between.</summary>
    public override string ToString() => string.Join(", ", _parts.Values.Where(value => value is not null));
}
