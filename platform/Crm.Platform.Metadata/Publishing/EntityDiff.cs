using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Matching;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>What differs between an entity before, called as it is after, and after.</summary>
internal sealed class EntityDiff(EntityMatch match)
{
    private readonly EntityDefinition _before = match.Carried()!;
    private readonly EntityDefinition _after = match.After;

    public IEnumerable<SnapshotOperation> Renames
    {
        get
        {
            if (match.IsRenamed)
                yield return new RenameEntity(match.Before!.Name, _after);
            if (match.Restored is not null)
                yield return new RestoreEntity(match.Restored, _after);
            if (match.Restored is null && _before.Set != _after.Set)
                yield return new ChangeAddress(_after.Name, _before.Set, _after.Set);
        }
    }

    public IEnumerable<SnapshotOperation> RemovedFields => _before.Fields.Where(f => _after.Field(f.Name) is null).Select(f => new RemoveField(_after.Name, f));

    public IEnumerable<SnapshotOperation> ArrivingFields => match.Fields.Select(SnapshotOperation? (f) => f switch
    {
        { Restored: { } tombstone } => new RestoreField(_after.Name, tombstone, f.After),
        { Before: null } => new AddField(_after.Name, f.After),
        { IsRenamed: true } => new RenameField(_after.Name, f.Before, f.After),
        _ => null,
    }).OfType<SnapshotOperation>().OrderBy(o => o is AddField);

    public IEnumerable<SnapshotOperation> ChangedFields =>
        from pair in match.Fields
        where pair.Before is not null
        // What says which entity a lookup points at follows from the lookup.
        where pair.Before!.TypeOf is null || pair.After.TypeOf is null
        let before = pair.Before!.Called(pair.After.Name)
        where !AreSame(before, pair.After)
        select new ChangeField(_after.Name, before, pair.After);

    /// <summary>A lookup of one entity that may point at several from now on says which.</summary>
    public IEnumerable<SnapshotOperation> FilledTypes =>
        from pair in match.Fields
        where pair is { Before.Lookup: not null, After.TypeField: not null }
        select new FillType(_after.Name, _after.Field(pair.After.TypeField!)!, pair.After.Name, pair.Before!.Lookup!);

    public IEnumerable<SnapshotOperation> RemovedGroups =>
        Missing(_before.Keys, _after.Keys).Select(SnapshotOperation (group) => new RemoveKey(_after.Name, group))
            .Concat(Missing(_before.Indexes, _after.Indexes).Select(group => new RemoveIndex(_after.Name, group)));

    public IEnumerable<SnapshotOperation> AddedGroups =>
        Missing(_after.Keys, _before.Keys).Select(SnapshotOperation (group) => new AddKey(_after.Name, group))
            .Concat(Missing(_after.Indexes, _before.Indexes).Select(group => new AddIndex(_after.Name, group)));

    /// <summary>Titles and the like, and the order of the fields.</summary>
    public IEnumerable<SnapshotOperation> Self => DiffersInItself ? [new ChangeEntity(_before, _after)] : [];

    private bool DiffersInItself =>
        (_before.Title, _before.PluralTitle, _before.Description, _before.Icon, _before.DisplayField, _before.Audit, _before.IsSearched, _before.System)
            != (_after.Title, _after.PluralTitle, _after.Description, _after.Icon, _after.DisplayField, _after.Audit, _after.IsSearched, _after.System)
        || !_before.Relations.SequenceEqual(_after.Relations) || _before.Link != _after.Link
        || !Common(_before, _after).SequenceEqual(Common(_after, _before));

    private static IEnumerable<string> Common(EntityDefinition one, EntityDefinition other) => one.Fields.Select(f => f.Name).Where(name => other.Field(name) is not null);

    private static IEnumerable<ImmutableArray<string>> Missing(ImmutableArray<ImmutableArray<string>> groups, ImmutableArray<ImmutableArray<string>> present) =>
        groups.Where(group => !present.Any(p => p.SequenceEqual(group, StringComparer.Ordinal)));

    /// <summary>Records compare arrays and JSON by reference, so those are compared by content.</summary>
    private static bool AreSame(FieldDefinition before, FieldDefinition after) =>
        Plain(before) == Plain(after)
        && before.Choices.SequenceEqual(after.Choices)
        && before.Targets.SequenceEqual(after.Targets, StringComparer.Ordinal)
        && before.Accept.SequenceEqual(after.Accept, StringComparer.Ordinal)
        && before.Default?.GetRawText() == after.Default?.GetRawText()
        && before.Options?.GetRawText() == after.Options?.GetRawText()
        && before.Parts.Length == after.Parts.Length && before.Parts.Zip(after.Parts).All(p => AreSame(p.First, p.Second));

    private static FieldDefinition Plain(FieldDefinition field) => field with { Choices = [], Targets = [], Accept = [], Parts = [], Default = null, Options = null };
}
