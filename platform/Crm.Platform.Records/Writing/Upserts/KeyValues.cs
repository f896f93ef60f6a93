using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions;

namespace Crm.Platform.Records.Writing.Upserts;

/// <summary>The values of one key, equal where the database's index finds them equal.</summary>
internal sealed class KeyValues : IEquatable<KeyValues>
{
    private readonly ImmutableArray<object> _folded;

    private KeyValues(ImmutableArray<object> values)
    {
        Values = values;
        _folded = [.. values.Select(v => v is string text ? TextRules.Lower(text) : v)];
    }

    public ImmutableArray<object> Values { get; }

    /// <summary>As they would be stored, or <see langword="null"/> when one is missing or cannot be stored.</summary>
    /// <param name="valueOf">A field's value, or <see langword="null"/>.</param>
    public static KeyValues? Of(ImmutableArray<FieldDefinition> key, IFieldKindRegistry kinds, Func<string, object?> valueOf)
    {
        var values = ImmutableArray.CreateBuilder<object>(key.Length);
        foreach (var field in key)
        {
            if (valueOf(field.Name) is not { } value || kinds.Get(field).Check(value, field) is not { IsSuccess: true, Value: not "" } kept)
                return null;
            values.Add(kept.Value);
        }
        return new KeyValues(values.MoveToImmutable());
    }

    public bool Equals(KeyValues? other) => other is not null && _folded.SequenceEqual(other._folded);

    public override bool Equals(object? obj) => Equals(obj as KeyValues);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _folded)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
