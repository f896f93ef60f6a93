using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Relations;

namespace Crm.Platform.Screens.Records.Relations;

/// <summary>What a record has of one relation while somebody edits the record. Only what changed is saved, so that what others did meanwhile stays.</summary>
public sealed class RelationDraft
{
    private const int MostColumns = 8;

    private readonly IFieldKindRegistry _kinds;
    private readonly List<RelatedDraft> _items = [];
    private readonly List<RelatedDraft> _removed = [];
    private ImmutableArray<RelatedDraft?> _sent = [];

    /// <param name="edited">The entity whose fields are edited: the target's where it lives inside the record, else the link's; <see langword="null"/> for none.</param>
    internal RelationDraft(RelationDefinition relation, EntityDefinition target, EntityDefinition? edited, ExpandedRelation? stored, IFieldKindRegistry kinds)
    {
        (Relation, Target, Edited, _kinds) = (relation, target, edited, kinds);
        foreach (var row in stored?.Rows ?? [])
            Take(new RelatedDraft(row.Record, IsOwned ? RecordDraft.Of(row, kinds) : edited is null || row.Link is null ? null : RecordDraft.Of(new(row.Link, []), kinds), isNew: false));
        HasMore = stored?.HasMore == true;
    }

    public RelationDefinition Relation { get; }

    public EntityDefinition Target { get; }

    public EntityDefinition? Edited { get; }

    public bool IsOwned => Relation.Kind == RelationKind.Owned;

    public IReadOnlyList<RelatedDraft> Items => _items;

    /// <summary>Whether there are more than are shown; those stay as they are.</summary>
    public bool HasMore { get; }

    public bool IsChanged => _removed.Count > 0 || _items.Exists(i => i.IsChanged);

    /// <summary>What is wrong with the whole, in one sentence.</summary>
    public string? Problem { get; private set; }

    public bool HasProblem => Problem is not null || _items.Exists(i => i.Values?.Fields.Any(f => f.Problem is not null) == true);

    public event Action? Changed;

    /// <summary>The fields with columns of their own: not the lookups that say where it belongs, and not its place.</summary>
    public IEnumerable<FieldDefinition> Columns => Edited is null ? [] : Edited.Fields.Where(f =>
        f.TypeOf is null && f.Name != Relation.Via && f.Name != Relation.Onward && f.Name != Relation.Sort && (f.Traits & (FieldTraits.Long | FieldTraits.Opaque)) == 0).Take(MostColumns);

    /// <summary>Adds a record that is there already.</summary>
    public void Add(Record target)
    {
        if (_items.Exists(i => i.Target?.Id == target.Id))
            return;
        // What was removed and comes back has not changed.
        if (_removed.Find(i => i.Target?.Id == target.Id) is { } back)
        {
            _removed.Remove(back);
            _items.Add(back);
        }
        else
            Take(new RelatedDraft(target, Edited is null ? null : RecordDraft.New(Edited, _kinds), isNew: true));
        Changed?.Invoke();
    }

    /// <summary>Adds a new record inside this one.</summary>
    public RelatedDraft Begin()
    {
        var item = Take(new RelatedDraft(null, RecordDraft.New(Edited!, _kinds), isNew: true));
        Place();
        Changed?.Invoke();
        return item;
    }

    public void Remove(RelatedDraft item)
    {
        _items.Remove(item);
        if (!item.IsNew)
            _removed.Add(item);
        Changed?.Invoke();
    }

    /// <summary>Moves an item by one place, and numbers all of them.</summary>
    public void Move(RelatedDraft item, int by)
    {
        var (from, to) = (_items.IndexOf(item), _items.IndexOf(item) + by);
        if (from < 0 || to < 0 || to >= _items.Count)
            return;
        (_items[from], _items[to]) = (_items[to], _items[from]);
        Place();
        Changed?.Invoke();
    }

    /// <summary>Whether the items can be moved: they are in order of a number.</summary>
    public bool MayMove => IsOwned && Relation.Sort is { } sort && Target.Field(sort) is { Kind: FieldKinds.Integer, ReadOnly: false };

    internal void AddTo(RecordInput input)
    {
        if (!IsChanged)
            return;
        var changed = _items.FindAll(i => i.IsChanged);
        _sent = [.. changed, .. _removed.Select(_ => (RelatedDraft?)null)];
        var related = changed.Select(i => i.ToInput(IsOwned)).Concat(_removed.Select(i => new RelatedInput(i.Target!.Id) { IsRemoved = true })).ToImmutableArray();
        foreach (var (index, item) in related.Index())
            foreach (var problem in (item.Values ?? item.Link)?.Problems ?? [])
                input.Report(problem with { Path = $"{Relation.Name}[{index}].{(IsOwned ? "" : RelationInput.LinkMember + ".")}{problem.Path}" });
        input.Relate(Relation.Name, new RelationInput(related) { IsWhole = false });
    }

    internal void ClearProblems()
    {
        Problem = null;
        foreach (var field in _items.SelectMany(i => i.Values?.Fields ?? []).Where(f => f.Typed is null))
            field.Report(null);
    }

    /// <summary>Puts a problem beside its value; <see langword="false"/> when its path is not of this relation.</summary>
    internal bool Report(Problem problem)
    {
        if (problem.Path != Relation.Name && !problem.Path.StartsWith(Relation.Name + "[", StringComparison.Ordinal))
            return false;
        var (index, field) = ItemPath.Of(problem.Path[Relation.Name.Length..]);
        if (index >= 0 && index < _sent.Length && _sent[index]?.Values?.Field(field) is { } draft)
            draft.Report(problem.Message);
        else
            Problem = problem.Message;
        return true;
    }

    private RelatedDraft Take(RelatedDraft item)
    {
        _items.Add(item);
        if (item.Values is not null)
            item.Values.Changed += () => Changed?.Invoke();
        return item;
    }

    private void Place()
    {
        if (!MayMove)
            return;
        foreach (var (index, item) in _items.Index())
            if (!Equals(item.Values!.Field(Relation.Sort!)!.Value, index + 1L))
                item.Values.Field(Relation.Sort!)!.Set(index + 1L);
    }
}
