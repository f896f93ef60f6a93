using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>Names of the roles somebody holds. Equal sets are equal whatever the order they were given in, so what is worked out for one serves all who hold it.</summary>
public sealed class RoleSet : IEquatable<RoleSet>
{
    private readonly string _key;

    private RoleSet(ImmutableArray<string> names)
    {
        Names = names;
        _key = string.Join(',', names);
    }

    /// <summary>No role: nothing may be seen.</summary>
    public static RoleSet Empty { get; } = new([]);

    /// <summary>In ordinal order, each once.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The set of these names.</summary>
    public static RoleSet Of(params IEnumerable<string> names) => new([.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public bool Equals(RoleSet? other) => other is not null && string.Equals(_key, other._key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RoleSet);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_key, StringComparison.Ordinal);

    /// <summary>The names, separated by commas.</summary>
    public override string ToString() => _key;
}
