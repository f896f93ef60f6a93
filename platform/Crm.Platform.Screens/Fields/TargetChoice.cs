using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Fields;

/// <summary>The entities a lookup is searched in: its one, a few side by side, or of many the one that was chosen.</summary>
/// <param name="All">Those it may point at.</param>
/// <param name="Chosen">Name of the chosen one; <see langword="null"/> is the first.</param>
internal sealed record TargetChoice(ImmutableArray<EntityDefinition> All, string? Chosen)
{
    /// <summary>The most names that are read at a glance.</summary>
    private const int MostNamed = 3;

    public bool IsOfMany => All.Length > LookupSearch.MostAtOnce;

    public ImmutableArray<EntityDefinition> Searched => !IsOfMany ? All : [All.FirstOrDefault(e => e.Name == Chosen) ?? All[0]];

    /// <summary>The only one that is searched, or <see langword="null"/>.</summary>
    public EntityDefinition? Only => Searched is [var only] ? only : null;

    /// <summary>What to type, in words.</summary>
    public string Words => Searched.Length is > 0 and <= MostNamed ? $"Find {string.Join(", ", Searched.Select(e => e.Title.ToLower(CultureInfo.CurrentCulture)))}…" : "Find a record…";
}
