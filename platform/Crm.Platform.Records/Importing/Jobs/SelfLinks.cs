using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>The second pass: links records to other rows of their file.</summary>
internal sealed class SelfLinks(ImportPlan plan, LookupResolver lookups, MissingTargets missing, IRecordWriter writer, Caller caller)
{
    /// <param name="unlinked">Takes the links that could not be made.</param>
    public async Task<Failure?> ApplyAsync(IReadOnlyList<SelfLink> links, Action<SelfLink, Failure> unlinked, CancellationToken cancellationToken)
    {
        foreach (var group in links.GroupBy(l => l.Column))
        {
            var (column, key) = (group.Key, group.Key.Key!);
            var texts = group.Select(l => column.Text(l.Row)).ToList();
            if (await lookups.ResolveAsync(key, texts, cancellationToken) is { } failure)
                return failure;
            if (column.Missing == MissingTarget.Create && await missing.CreateAsync(key, texts, cancellationToken) is { } refused)
                return refused;
            foreach (var link in group)
                if (await LinkAsync(link, key, cancellationToken) is { } problem)
                    unlinked(link, problem);
        }
        return null;
    }

    private async Task<Failure?> LinkAsync(SelfLink link, LookupKey key, CancellationToken cancellationToken)
    {
        var text = link.Column.Text(link.Row);
        var hit = lookups.Find(key, text);
        if (hit.Id is { } target)
            return (await writer.UpdateAsync(plan.Entity.Name, link.Id, new RecordInput().Point(link.Column.Field, key.Target.Name, target), null, caller, cancellationToken)).Failure;
        if (link.Column.Missing == MissingTarget.Empty && hit.Reason is null)
            return null;
        var problem = RowConverter.Unresolved(link.Column, key, text, hit);
        return Invalid.Of(problem with { Message = $"Imported without this link: {char.ToLowerInvariant(problem.Message[0])}{problem.Message[1..]}" });
    }
}
