using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;

namespace Crm.Platform.Api.OData;

/// <summary>A query string, understood. Immutable and shared by all requests that send the same one.</summary>
/// <param name="Query">What to read, but for the page.</param>
/// <param name="Options">The options as sent, for the next link.</param>
internal sealed record ListPlan(EntityDefinition Entity, RecordQuery Query, ImmutableArray<QueryOption> Options)
{
    public FieldSelection? Select { get; init; }

    public ImmutableArray<ExpandPlan> Expand { get; init; } = [];

    /// <summary>What <c>$apply</c> makes of the records, or <see langword="null"/> where the records themselves are listed. Its own records are those of <see cref="Query"/>.</summary>
    public AggregateQuery? Groups { get; init; }

    /// <summary>Where the list is: the set, or something below it.</summary>
    public string Path => Below ?? (Query.Trashed ? $"{Entity.Set}/trash" : Entity.Set);

    /// <summary>Of a relation's records, the address below that of the API; otherwise <see langword="null"/>.</summary>
    public string? Below { get; init; }

    /// <summary>Whether its changes can be told: what comes into a relation, or goes, is no change of the record itself.</summary>
    public bool MayBeFollowed => Below is null && Query.Collections.IsEmpty;

    /// <summary>What follows <c>$metadata#set</c> in the context: the selection.</summary>
    public string ContextSuffix { get; init; } = "";

    public bool Count { get; init; }

    /// <summary><c>$top</c>, or <see langword="null"/> for all.</summary>
    public int? Top { get; init; }

    /// <summary><c>$skip</c>, or where a next link goes on.</summary>
    public int Skip { get; init; }
}

/// <summary>One lookup or relation written along.</summary>
internal sealed record ExpandPlan(string Navigation, FieldSelection? Select)
{
    /// <summary>Whether what is written must say which entity it is of.</summary>
    public bool IsOfSeveral { get; init; }

    /// <summary>The relation; <see langword="null"/> for a lookup.</summary>
    public RelationDefinition? Relation { get; init; }

    /// <summary>The lookups of a relation's records.</summary>
    public ImmutableArray<ExpandPlan> Expand { get; init; } = [];

    /// <summary>The options of a relation as sent.</summary>
    public ImmutableArray<QueryOption> Options { get; init; } = [];

    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(Navigation, JsonOutput.Encoder);
}

/// <summary>One query option: its name in lower case with the dollar sign, its decoded value.</summary>
internal readonly record struct QueryOption(string Name, string Value);
