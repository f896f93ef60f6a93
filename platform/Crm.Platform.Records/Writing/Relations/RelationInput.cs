using System.Collections.Immutable;

namespace Crm.Platform.Records.Writing.Relations;

/// <summary>What somebody wants a record to have of one relation.</summary>
public sealed record RelationInput(ImmutableArray<RelatedInput> Items)
{
    /// <summary>Most records of one relation in one write.</summary>
    public const int MostItems = 500;

    /// <summary>Most records of all relations in one write, those inside others included.</summary>
    public const int MostInAll = 5_000;

    /// <summary>Most records a relation may have to be written as a whole: each that is not named goes by itself.</summary>
    public const int MostReplaced = 5_000;

    /// <summary>Under what the values of an item's link stand beside those of the record, on the wire and in paths of problems. No field can be called so.</summary>
    public const string LinkMember = "@crm.link";

    /// <summary>Whether the items are all there shall be: what is not named goes. Otherwise they are only added, changed or removed.</summary>
    public bool IsWhole { get; init; } = true;
}

/// <summary>One record of a relation.</summary>
/// <param name="Id">The record; <see langword="null"/> for one to be made.</param>
public sealed record RelatedInput(Guid? Id)
{
    /// <summary>Values of the record itself, where it lives inside the other; <see langword="null"/> leaves it as it is.</summary>
    public RecordInput? Values { get; init; }

    /// <summary>Values of the link that ties it to the other; <see langword="null"/> leaves them as they are.</summary>
    public RecordInput? Link { get; init; }

    /// <summary>Whether it shall go.</summary>
    public bool IsRemoved { get; init; }
}
