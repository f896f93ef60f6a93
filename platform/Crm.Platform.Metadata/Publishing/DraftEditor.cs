using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Changes the draft: each change is checked against the whole model as it would be, then stored, or refused whole.</summary>
internal sealed class DraftEditor(ModelReader reader, IDefinitionStore store, Workspaces workspaces)
{
    private static readonly Conflict Moved = new("metadata.draft.moved", "Somebody else changed the draft at the same moment. Look at it and try again.");

    public async Task<Result<DraftState>> ReadAsync(CancellationToken cancellationToken) => State(await LoadAsync(cancellationToken));

    public async Task<Result<DraftState>> PutAsync(IReadOnlyList<StoredDefinition> definitions, Func<StoredDefinition, string> pathPrefix, CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        var wanted = definitions.Aggregate(workspace.Draft.Effective, (set, d) => set.With(d));
        return await SaveAsync(workspace, WithoutRenamed(wanted, definitions), definitions, pathPrefix, cancellationToken);
    }

    public async Task<Result<DraftState>> PatchAsync(string kind, string name, JsonObject patch, CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        if (workspace.Draft.Effective.Find(kind, name) is not { } present)
            return Unknown(kind, name);
        var patched = new StoredDefinition(kind, name, MergePatch.Apply(present, patch)!.AsObject());
        return await SaveAsync(workspace, workspace.Draft.Effective.With(patched), [patched], _ => "", cancellationToken);
    }

    public async Task<Result<DraftState>> DeleteAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        if (workspace.Draft.Effective.Find(kind, name) is null)
            return Unknown(kind, name);
        return await SaveAsync(workspace, workspace.Draft.Effective.Without(kind, name), [], _ => "", cancellationToken);
    }

    public async Task<Result<DraftState>> DiscardAsync(CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        if (!await store.SaveDraftAsync(null, workspace.DraftRevision, cancellationToken))
            return Moved;
        return await ReadAsync(cancellationToken);
    }

    public async Task<Result<DraftState>> RestoreAsync(StoredVersion version, CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        var renames = new RenamesBack((await store.RenamesSinceAsync(version.Version, cancellationToken)).Select(r => new RenameMark(r.Entity, r.Field, r.From)));
        return await SaveAsync(workspace, renames.Mark(workspaces.Layers(version).Effective), [], _ => "", cancellationToken);
    }

    private Task<DefinitionWorkspace> LoadAsync(CancellationToken cancellationToken) => workspaces.LoadAsync(cancellationToken);

    private async Task<Result<DraftState>> SaveAsync(DefinitionWorkspace workspace, DefinitionSet wanted, IReadOnlyList<StoredDefinition> touched, Func<StoredDefinition, string> pathPrefix, CancellationToken cancellationToken)
    {
        if (Problems(wanted, touched, pathPrefix) is { Count: > 0 } problems)
            return new Invalid("metadata.draft.invalid", problems.Count == 1 ? problems[0].Message : $"The definitions have {problems.Count} problems.", [.. problems]);

        var next = new DefinitionWorkspace(workspace.Base, workspace.Published, workspace.Draft.Reaching(wanted), workspace.DraftRevision);
        var draft = workspaces.Draft(next);
        return await store.SaveDraftAsync(draft, workspace.DraftRevision, cancellationToken) ? State(next) : Moved;
    }

    /// <summary>An entity that says what it was called takes that one's place.</summary>
    private static DefinitionSet WithoutRenamed(DefinitionSet wanted, IReadOnlyList<StoredDefinition> touched) =>
        RenameMarks.Of(DefinitionSet.Of(touched.Where(d => DefinitionText.Of(d.Json) is not null))).Where(m => m.Field is null && !touched.Any(d => d.Kind == DefinitionKinds.Entity && d.Name == m.From))
            .Aggregate(wanted, (set, mark) => set.Without(DefinitionKinds.Entity, mark.From));

    /// <summary>Only those of the touched definitions: what else a change breaks is for the plan to show, so that a draft can be built step by step.</summary>
    private List<Problem> Problems(DefinitionSet wanted, IReadOnlyList<StoredDefinition> touched, Func<StoredDefinition, string> pathPrefix)
    {
        if (touched.Count == 0)
            return [];
        var found = reader.Read(0, [.. wanted.Shared]).Problems.ToLookup(p => (p.Kind, p.Name), p => p.Problem);
        return
        [
            .. touched.SelectMany(d => Named(d).Concat(found[(d.Kind, d.Name)]).Select(p => p with { Path = Join(pathPrefix(d), p.Path) })),
        ];
    }

    private static IEnumerable<Problem> Named(StoredDefinition definition) =>
        DefinitionKinds.Fault(definition.Kind) is { } fault ? [fault] : [];

    private static string Join(string prefix, string path) => prefix.Length == 0 || path.Length == 0 ? prefix + path : $"{prefix}.{path}";

    private static DraftState State(DefinitionWorkspace workspace) => new(workspace.BaseVersion, workspace.Changes());

    private static NotFound Unknown(string kind, string name) => new("metadata.definition.unknown", $"The draft has no {kind} '{name}'.");
}
