using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Relations;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>From a set of definitions to the model they make together. Pure: the same definitions give the same snapshot and the same problems.</summary>
public sealed class ModelReader(DefinitionReader reader, IFieldKindRegistry kinds)
{
    private readonly ReadingMemory _memory = new();

    /// <summary>Reads each definition, then checks them against each other. A wrong one never holds back the others.</summary>
    /// <param name="version">Version the snapshot gets.</param>
    /// <param name="definitions">Merged over all layers; of two under one kind and name the first counts.</param>
    public ModelReading Read(int version, IReadOnlyList<StoredDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var log = new ModelLog(definitions);
        var known = Known(definitions, log);
        var links = LinkDefinitions.Of(known);
        log.Redirect(links);
        var entities = EntityChecks.Run([.. ReadKind(known, DefinitionKinds.Entity, reader.ReadEntity, e => e.Name, log), .. Links(links, log)], log);
        entities = RelationResolution.Run(entities, log);
        entities = ConditionChecks.Run(ComputedChecks.Run(entities, kinds, log), kinds, log);
        var checks = new LayoutChecks(entities, kinds, log);
        var rules = RuleChecks.Run(ReadKind(known, DefinitionKinds.Rule, DefinitionReader.ReadRule, r => r.Name, log), checks);
        var views = ViewChecks.Run(ReadKind(known, DefinitionKinds.View, DefinitionReader.ReadView, v => v.Name, log), checks);
        var forms = new FormChecks(checks, log, views).Run(ReadKind(known, DefinitionKinds.Form, DefinitionReader.ReadForm, f => f.Name, log));
        var apps = AppChecks.Run(ReadKind(known, DefinitionKinds.App, DefinitionReader.ReadApp, a => a.Name, log), checks, views);
        var roles = RoleChecks.Run(ReadKind(known, DefinitionKinds.Role, DefinitionReader.ReadRole, r => r.Name, log), checks, log);
        return new ModelReading(new MetadataSnapshot(version, [.. entities], [.. forms], [.. views], [.. apps]) { Rules = [.. rules], Roles = roles }, log.Problems);
    }

    /// <summary>The links of relations, each once; of two with one name the other relation is told.</summary>
    private IEnumerable<EntityDefinition> Links(List<GeneratedLink> links, ModelLog log)
    {
        foreach (var link in links.DistinctBy(l => l.Shape.Name))
        {
            var result = _memory.Read(link.Stored, json => Linked(reader.ReadEntity(json), link));
            foreach (var problem in result.Failure is Invalid invalid ? invalid.Problems : [])
                log.Add(DefinitionKinds.Entity, link.Shape.Name, problem);
            if (result.IsSuccess)
                yield return result.Value;
        }
    }

    private static Result<EntityDefinition> Linked(Result<EntityDefinition> read, GeneratedLink link) =>
        read.IsSuccess ? read.Value with { Link = new LinkDefinition(link.Entity, link.Relation, link.Shape.Near, link.Shape.Far) } : read;

    private static List<StoredDefinition> Known(IReadOnlyList<StoredDefinition> definitions, ModelLog log)
    {
        var known = new Dictionary<(string, string), StoredDefinition>();
        foreach (var definition in definitions)
            if (DefinitionKinds.Fault(definition.Kind) is { } fault)
                log.Add(definition, fault with { Path = "" });
            else if (!known.TryAdd((definition.Kind, definition.Name), definition))
                log.Add(definition, new Problem("name", "definition.duplicate", $"There is another {definition.Kind} '{definition.Name}'.") { Hint = known[(definition.Kind, definition.Name)].File });
        return [.. known.Values];
    }

    private List<T> ReadKind<T>(List<StoredDefinition> definitions, string kind, Func<JsonObject, Result<T>> read, Func<T, string> nameOf, ModelLog log)
    {
        var list = new List<T>();
        foreach (var definition in definitions.Where(d => d.Kind == kind))
        {
            var result = _memory.Read(definition, read);
            foreach (var problem in result.Failure is Invalid invalid ? invalid.Problems : [])
                log.Add(definition, problem);
            if (!result.IsSuccess)
                continue;
            if (nameOf(result.Value) == definition.Name)
                list.Add(result.Value);
            else
                log.Add(definition, new Problem("name", "definition.name", $"The {kind} is stored as '{definition.Name}' but calls itself '{nameOf(result.Value)}'.") { Hint = "Name the file after the definition." });
        }

        return list;
    }
}
