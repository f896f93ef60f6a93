using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>What differs between two forms of one entity.</summary>
internal sealed record EntityDiff(EntityDefinition Before, EntityDefinition After)
{
    public IEnumerable<SnapshotOperation> RemovedFields => Before.Fields.Where(f => After.Field(f.Name) is null).Select(f => new RemoveField(After.Name, f));

    public IEnumerable<SnapshotOperation> AddedFields => After.Fields.Where(f => Before.Field(f.Name) is null).Select(f => new AddField(After.Name, f));

    public IEnumerable<SnapshotOperation> ChangedFields =>
        from after in After.Fields
        let before = Before.Field(after.Name)
        where before is not null && !AreSame(before, after)
        select new ChangeField(After.Name, before, after);

    public IEnumerable<SnapshotOperation> RemovedGroups =>
        Missing(Before.Keys, After.Keys).Select(SnapshotOperation (group) => new RemoveKey(After.Name, group))
            .Concat(Missing(Before.Indexes, After.Indexes).Select(group => new RemoveIndex(After.Name, group)));

    public IEnumerable<SnapshotOperation> AddedGroups =>
        Missing(After.Keys, Before.Keys).Select(SnapshotOperation (group) => new AddKey(After.Name, group))
            .Concat(Missing(After.Indexes, Before.Indexes).Select(group => new AddIndex(After.Name, group)));

    /// <summary>Whether something beside fields, keys and indexes differs, the order of the fields included.</summary>
    public bool DiffersInItself =>
        (Before.Set, Before.Title, Before.PluralTitle, Before.Description, Before.Icon, Before.DisplayField, Before.Audit, Before.System)
            != (After.Set, After.Title, After.PluralTitle, After.Description, After.Icon, After.DisplayField, After.Audit, After.System)
        || !Common(Before, After).SequenceEqual(Common(After, Before));

    private static IEnumerable<string> Common(EntityDefinition one, EntityDefinition other) => one.Fields.Select(f => f.Name).Where(name => other.Field(name) is not null);

    private static IEnumerable<ImmutableArray<string>> Missing(ImmutableArray<ImmutableArray<string>> groups, ImmutableArray<ImmutableArray<string>> present) =>
        groups.Where(group => !present.Any(p => p.SequenceEqual(group, StringComparer.Ordinal)));

    /// <summary>Records compare arrays and JSON by reference, so those are compared by content.</summary>
    private static bool AreSame(FieldDefinition before, FieldDefinition after) =>
        Plain(before) == Plain(after)
        && before.Choices.SequenceEqual(after.Choices)
        && before.Accept.SequenceEqual(after.Accept, StringComparer.Ordinal)
        && before.Default?.GetRawText() == after.Default?.GetRawText()
        && before.Options?.GetRawText() == after.Options?.GetRawText()
        && before.Parts.Length == after.Parts.Length && before.Parts.Zip(after.Parts).All(p => AreSame(p.First, p.Second));

    private static FieldDefinition Plain(FieldDefinition field) => field with { Choices = [], Accept = [], Parts = [], Default = null, Options = null };
}
