using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Matching;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Platform.Storage.Schema;

/// <summary>Everything of a publish that gives tables and columns other names: renames, and tombstones made and brought back. First goes what frees a name.</summary>
internal sealed class RenameSteps(PublishChange change)
{
    private readonly Dictionary<(string Entity, string Field), RestoreField> _restored = change.Operations.OfType<RestoreField>().ToDictionary(r => (r.Subject, r.Definition.Name));
    private readonly HashSet<(string Entity, string Field)> _converted = [.. change.Operations.OfType<ConvertField>().Select(c => (c.Subject, c.After.Name))];

    /// <summary>Column that holds the values to convert once the renames are done.</summary>
    public string SourceOf(ConvertField field) => _restored.TryGetValue((field.Subject, field.After.Name), out var restored) ? restored.Tombstone.Column! : Aside(field.After.Name);

    public IEnumerable<SchemaStep> All()
    {
        var steps = change.Operations;
        return steps.OfType<RemoveEntity>().Select(r => Table(r.Entity.Name, Aside(r.Entity.Name), r.Subject))
            .Concat(steps.OfType<RenameEntity>().Select(r => Table(r.From, r.Entity.Name, r.Subject)))
            .Concat(steps.OfType<RestoreEntity>().Select(r => Table(r.Tombstone.Table, r.Entity.Name, r.Subject)))
            .Concat(steps.OfType<RemoveField>().SelectMany(r => r.Definition.Columns().Select(c => Column(r.Subject, c.Column, Aside(c.Column), r.Definition.Name))))
            .Concat(change.Matches.SelectMany(LostParts))
            .Concat(change.Matches.SelectMany(m => m.Fields.Where(f => f.LosesColumn).SelectMany(f => f.Before!.Columns().Select(c => Column(m.After.Name, c.Column, Aside(c.Column), f.After.Name)))))
            .Concat(steps.OfType<RenameField>().Where(r => r is { Before.IsVirtual: false, Definition.IsVirtual: false }).SelectMany(r => Moved(r.Subject, r.Before, r.Definition, r.Definition.Called(r.From).Columns(), c => c.Column)))
            .Concat(_restored.Values.Where(r => !_converted.Contains((r.Subject, r.Definition.Name))).SelectMany(r => Moved(r.Subject, r.Tombstone.FieldAs!, r.Definition, r.Definition.Called(r.Tombstone.FieldAs!.Name).Columns(), c => StoredNames.Tombstone(c.Column, r.Tombstone.Version))))
            .Concat(steps.OfType<ConvertField>().Where(c => !_restored.ContainsKey((c.Subject, c.After.Name))).Select(c => Column(c.Subject, c.After.Name, Aside(c.After.Name), c.After.Name)));
    }

    private string Aside(string name) => StoredNames.Tombstone(name, change.After.Version);

    /// <summary>Columns of a field, or of its parts, under new names. A part the field did not have before has no column yet.</summary>
    /// <param name="old">The columns after, called as they were before.</param>
    private static IEnumerable<SchemaStep> Moved(string table, FieldDefinition before, FieldDefinition after, IEnumerable<FieldDefinition> old, Func<FieldDefinition, string> nameBefore) =>
        old.Zip(after.Columns()).Where(pair => pair.First.Part is null || before.Parts.Any(p => p.Part == pair.First.Part))
            .Select(pair => Column(table, nameBefore(pair.First), pair.Second.Column, after.Name));

    /// <summary>Parts a kind no longer has; their columns are kept.</summary>
    private IEnumerable<SchemaStep> LostParts(EntityMatch match) =>
        from field in match.Fields
        where field is { KeepsColumn: true, Restored: null }
        from part in field.Before!.Parts
        where !field.After.Parts.Any(p => p.Part == part.Part)
        select Column(match.After.Name, part.Column, Aside(part.Column), field.After.Name);

    private static SchemaStep Table(string from, string to, string entity) => new(new RenameTableOperation { Name = from, NewName = to }, entity, null);

    private static SchemaStep Column(string table, string from, string to, string field) =>
        new(new RenameColumnOperation { Table = table, Name = from, NewName = to }, table, field);
}
