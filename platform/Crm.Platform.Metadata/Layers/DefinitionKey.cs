using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Layers;

/// <summary>Names one definition. Sorts kinds in the order they depend on each other, then names.</summary>
internal readonly record struct DefinitionKey(string Kind, string Name) : IComparable<DefinitionKey>
{
    public int CompareTo(DefinitionKey other)
    {
        if (Kind == other.Kind)
            return string.CompareOrdinal(Name, other.Name);
        var rank = Rank(Kind).CompareTo(Rank(other.Kind));
        return rank != 0 ? rank : string.CompareOrdinal(Kind, other.Kind);
    }

    private static int Rank(string kind) => DefinitionKinds.Supported.IndexOf(kind) is >= 0 and var rank ? rank : int.MaxValue;
}
