using System.Collections.Immutable;

namespace Crm.Platform.Storage.Model;

/// <summary>The values a prepared query takes when it runs, see <see cref="QueryParameters"/>.</summary>
/// <param name="CallerId">Null for a service client and the platform: whatever asks for it is then not true.</param>
/// <param name="Now">UTC.</param>
/// <param name="RecordId">The one record asked for, where a query asks for one.</param>
public readonly record struct QueryBinding(Guid? CallerId, DateTime Now, Guid RecordId = default)
{
    /// <summary>The sort keys of the record a page begins after, of their own types; none is null.</summary>
    public ImmutableArray<object?> After { get; init; }

    /// <summary>The caller and the people whose records the caller reaches through teams, where a query is told them.</summary>
    public IReadOnlyList<Guid?> People { get; init; } = [];

    /// <summary>What to find in the index of words, in the database's own language.</summary>
    public string? Search { get; init; }
}
