using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Changes the draft: each change is checked against the whole model as it would be, then stored, or refused whole.</summary>
internal sealed class DraftEditor(ModelReader reader, IDefinitionStore store, ShippedLayer shipped)
{
    private static readonly Conflict Moved = new("metadata.draft.moved", "Somebody else changed the draft at the same moment. Look at it and try again.");

    public async Task<Result<DraftState>> ReadAsync(CancellationToken cancellationToken) => State(await LoadAsync(cancellationToken));

    public async Task<Result<DraftState>> PutAsync(IReadOnlyList<StoredDefinition> definitions, Func<StoredDefinition, string> pathPrefix, CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        return await SaveAsync(workspace, definitions.Aggregate(workspace.Draft, (set, d) => set.With(d)), definitions, pathPrefix, cancellationToken);
    }

    public async Task<Result<DraftState>> PatchAsync(string kind, string name, JsonObject patch, CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        if (workspace.Draft.Find(kind, name) is not { } present)
            return Unknown(kind, name);
        var patched = new StoredDefinition(kind, name, MergePatch.Apply(present, patch)!.AsObject());
        return await SaveAsync(workspace, workspace.Draft.With(patched), [patched], _ => "", cancellationToken);
    }

    public async Task<Result<DraftState>> DeleteAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var workspace = await LoadAsync(cancellationToken);
        if (workspace.Draft.Find(kind, name) is null)
            return Unknown(kind, name);
        return await SaveAsync(workspace, workspace.Draft.Without(kind, name), [], _ => "", cancellationToken);
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
        var wanted = DefinitionWorkspace.Effective(version);
        return await SaveAsync(workspace, wanted, [], _ => "", cancellationToken);
    }

    public Task<DefinitionWorkspace> LoadAsync(CancellationToken cancellationToken) => DefinitionWorkspace.LoadAsync(store, shipped.Definitions, cancellationToken);

    private async Task<Result<DraftState>> SaveAsync(DefinitionWorkspace workspace, DefinitionSet wanted, IReadOnlyList<StoredDefinition> touched, Func<StoredDefinition, string> pathPrefix, CancellationToken cancellationToken)
    {
        if (Problems(wanted, touched, pathPrefix) is { Count: > 0 } problems)
            return new Invalid("metadata.draft.invalid", problems.Count == 1 ? problems[0].Message : $"The definitions have {problems.Count} problems.", [.. problems]);

        var next = workspace with { Draft = wanted };
        var draft = new StoredDraft(workspace.BaseVersion, next.DraftLayer.ToString(), workspace.DraftRevision + 1);
        return await store.SaveDraftAsync(draft, workspace.DraftRevision, cancellationToken) ? State(next with { DraftRevision = draft.Revision }) : Moved;
    }

    /// <summary>Only those of the touched definitions: what else a change breaks is for the plan to show, so that a draft can be built step by step.</summary>
    private List<Problem> Problems(DefinitionSet wanted, IReadOnlyList<StoredDefinition> touched, Func<StoredDefinition, string> pathPrefix)
    {
        if (touched.Count == 0)
            return [];
        var found = reader.Read(0, wanted.All).Problems.ToLookup(p => (p.Kind, p.Name), p => p.Problem);
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
