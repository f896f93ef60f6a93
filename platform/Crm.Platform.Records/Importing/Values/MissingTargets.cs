using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Importing.Values;

/// <summary>Creates the targets of lookups that ask for it, each named by its key alone.</summary>
internal sealed class MissingTargets(LookupResolver lookups, IRecordWriter writer, Caller caller)
{
    public async Task<Failure?> CreateAsync(LookupKey key, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var missing = texts.Where(t => t.Length > 0 && lookups.Find(key, t) == LookupHit.Missing).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count == 0)
            return null;
        var created = await writer.CreateManyAsync(key.Target.Name, [.. missing.Select(t => new RecordInput().Set(key.Field.Name, t))], caller, cancellationToken);
        if (!created.IsSuccess)
            return created.Failure;
        for (var i = 0; i < missing.Count; i++)
            lookups.Remember(key, missing[i], Hit(key, missing[i], created.Value[i]));
        return null;
    }

    private static LookupHit Hit(LookupKey key, string text, Result<Guid> outcome) => outcome.IsSuccess
        ? new LookupHit(outcome.Value)
        : new LookupHit(null, $"The {key.Target.Title.ToLowerInvariant()} '{text}' could not be created: {outcome.Failure.Message}");
}
