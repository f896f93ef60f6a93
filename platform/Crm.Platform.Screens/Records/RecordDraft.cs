using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Fields;
using Crm.Platform.Screens.Records.Relations;

namespace Crm.Platform.Screens.Records;

/// <summary>A record while somebody edits it: every field's draft, and what is wrong with the whole.</summary>
public sealed class RecordDraft
{
    private readonly Dictionary<string, FieldDraft> _fields;
    private readonly List<RelationDraft> _relations = [];
    private RecordRow? _row;

    private RecordDraft(EntityDefinition entity, Record? original, Dictionary<string, FieldDraft> fields)
    {
        Entity = entity;
        Original = original;
        _fields = fields;
        foreach (var lookup in fields.Values.Where(f => f.Field.TypeField is not null))
            lookup.Changed += () => Follow(lookup, fields.GetValueOrDefault(lookup.Field.TypeField!));
        foreach (var field in fields.Values)
            field.Changed += () => Changed?.Invoke();
    }

    public EntityDefinition Entity { get; }

    /// <summary>As it is stored; <see langword="null"/> for a new one.</summary>
    public Record? Original { get; }

    public IReadOnlyCollection<FieldDraft> Fields => _fields.Values;

    /// <summary>The relations that are edited along.</summary>
    public IReadOnlyList<RelationDraft> Relations => _relations;

    public bool IsChanged => _fields.Values.Any(f => f.IsChanged) || _relations.Exists(r => r.IsChanged);

    /// <summary>Problems that belong to no field.</summary>
    public ImmutableArray<string> Summary { get; private set; } = [];

    public event Action? Changed;

    /// <summary>The draft of a field; system fields beside the owner have none.</summary>
    public FieldDraft? Field(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The draft of a relation.</summary>
    public RelationDraft? Relation(string name) => _relations.Find(r => r.Relation.Name == name);

    /// <summary>Edits relations along with the record.</summary>
    internal RecordDraft With(IEnumerable<RelationDraft> relations)
    {
        foreach (var relation in relations)
        {
            _relations.Add(relation);
            relation.Changed += () => Changed?.Invoke();
        }
        return this;
    }

    /// <summary>A draft of a stored record, its lookups' targets known.</summary>
    public static RecordDraft Of(RecordRow row, IFieldKindRegistry kinds)
    {
        var entity = row.Record.Layout.Entity;
        var draft = new RecordDraft(entity, row.Record, Drafts(entity, kinds, f => row.Record[f.Name]));
        foreach (var field in draft.Fields.Where(f => f.Field.IsLookup))
            field.Know(row.Target(field.Field.NavigationName));
        draft._row = row;
        return draft;
    }

    /// <summary>A new record with the defaults of its fields.</summary>
    public static RecordDraft New(EntityDefinition entity, IFieldKindRegistry kinds) => new(entity, null, Drafts(entity, kinds, f =>
        f.Default is { } value && kinds.Get(f).ReadJson(value, f) is { IsSuccess: true } read ? read.Value : null));

    /// <summary>What saving sends: every value of a new record, only the changed ones of a stored one.</summary>
    public RecordInput ToInput()
    {
        var input = new RecordInput { ThroughForm = true };
        foreach (var field in _fields.Values.Where(f => !f.Field.ReadOnly && (Original is null ? f.Value is not null || f.Typed is not null : f.IsChanged)))
        {
            if (field.Typed is not null)
                input.Report(new Problem(field.Field.Name, "field.type", field.Problem ?? $"{field.Field.Title} cannot be read."));
            else
                input.Set(field.Field.Name, field.Value);
        }
        foreach (var relation in _relations)
            relation.AddTo(input);
        return input;
    }

    /// <summary>What a lookup of <see cref="Preview"/> points at, where the screen knows it.</summary>
    public Record? Target(FieldDefinition lookup) => Field(lookup.Name) is { } edited ? edited.Target : _row?.Target(lookup.NavigationName);

    /// <summary>The record as it would be, for conditions of the form.</summary>
    public Record Preview()
    {
        var preview = new Record(Original?.Layout ?? new RecordLayout(Entity));
        if (Original is not null)
            (preview.Id, preview.OwnerId, preview.CreatedAt, preview.ModifiedAt, preview.Version) = (Original.Id, Original.OwnerId, Original.CreatedAt, Original.ModifiedAt, Original.Version);
        foreach (var field in preview.Layout.Fields)
            preview[field.Name] = _fields.TryGetValue(field.Name, out var draft) ? draft.Value : Original?[field.Name];
        return preview;
    }

    /// <summary>Puts every problem at its field; what has none goes into <see cref="Summary"/>.</summary>
    public void Report(Failure failure)
    {
        ImmutableArray<Problem> problems = failure switch
        {
            Invalid invalid => invalid.Problems,
            Conflict conflict => conflict.Problems,
            _ => [],
        };
        foreach (var field in _fields.Values.Where(f => f.Typed is null))
            field.Report(null);
        _relations.ForEach(r => r.ClearProblems());
        foreach (var problem in problems)
            FieldAt(problem.Path)?.Report(problem.Message);
        var loose = problems.Where(p => FieldAt(p.Path) is null && !_relations.Any(r => r.Report(p))).Select(p => p.Message).ToList();
        Summary = problems.IsEmpty ? [failure.Message] : [.. loose];
    }

    /// <summary>The draft at a path; a part's problem belongs to its field, and that of what a lookup points at to the lookup.</summary>
    private FieldDraft? FieldAt(string path) => Field(path.Split('.')[0]) is var field && field?.Field.TypeOf is { } lookup ? Field(lookup) ?? field : field;

    /// <summary>What says which entity a lookup points at goes with the lookup.</summary>
    private static void Follow(FieldDraft lookup, FieldDraft? type)
    {
        if (type is not null && (lookup.Value is null || lookup.Target is not null))
            type.Set(lookup.Value is null ? null : lookup.Target!.Layout.Entity.Name);
    }

    private static Dictionary<string, FieldDraft> Drafts(EntityDefinition entity, IFieldKindRegistry kinds, Func<FieldDefinition, object?> value) =>
        entity.Fields.Append(SystemFields.All.First(f => f.Name == SystemFields.OwnerId)).ToDictionary(f => f.Name, f => new FieldDraft(f, kinds.Get(f), value(f)), StringComparer.Ordinal);
}
