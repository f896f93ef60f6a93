using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing.Relations;

namespace Crm.Platform.Screens.Records.Relations;

/// <summary>One record of a relation while somebody edits the record it is of.</summary>
public sealed class RelatedDraft
{
    /// <param name="target">The record; <see langword="null"/> for a new one inside the other.</param>
    /// <param name="values">What is edited: the record itself where it lives inside the other, else its link; <see langword="null"/> for nothing.</param>
    internal RelatedDraft(Record? target, RecordDraft? values, bool isNew)
    {
        Target = target;
        Values = values;
        IsNew = isNew;
    }

    /// <summary>Names it on the screen for as long as it is edited.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N")[..8];

    public Record? Target { get; }

    public RecordDraft? Values { get; }

    /// <summary>Whether it came since the record was loaded.</summary>
    public bool IsNew { get; }

    public bool IsChanged => IsNew || Values?.IsChanged == true;

    /// <summary>What saving says of it.</summary>
    internal RelatedInput ToInput(bool isOwned)
    {
        var values = Values?.ToInput();
        return isOwned ? new RelatedInput(Target?.Id) { Values = values } : new RelatedInput(Target!.Id) { Link = values };
    }
}
