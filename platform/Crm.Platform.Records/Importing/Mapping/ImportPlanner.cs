using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>Brings a file, a mapping and the present definitions together.</summary>
internal sealed class ImportPlanner(IRecordDatabase records, AccessGate gate, IFieldKindRegistry kinds, IOptions<ImportOptions> options)
{
    private const int SampledRows = 50;

    public ImportOptions Limits => options.Value;

    /// <summary>What the caller may set.</summary>
    public EntityRules Rules(EntityDefinition entity, Caller caller) => gate.Profile(records.Current, caller).Access(entity.Name)!.InputRules;

    /// <summary>Reads the first rows. Fails when the file or the entity is none; a mapping that does not fit is in the head's plan.</summary>
    public async Task<Result<FileHead>> HeadAsync(string path, ImportMapping mapping, Caller caller, CancellationToken cancellationToken)
    {
        var profile = gate.Profile(records.Current, caller);
        var snapshot = profile.Seen;
        if (profile.Access(mapping.Entity) is { Whole.System: false } access && !access.May(AccessAction.Import))
            return Failures.MayNot(AccessAction.Import, access.Whole);
        if (snapshot.Entity(mapping.Entity) is not { } entity)
            return Invalid.Of(new Problem("entity", "entity.unknown", $"There is no entity '{mapping.Entity}'.") { Hint = DidYouMean.Hint(mapping.Entity, snapshot.Entities.Select(e => e.Name)) });
        if (entity.System)
            return Failures.SystemEntity(entity);
        var opened = await CsvSource.OpenAsync(path, mapping.Delimiter, options.Value, cancellationToken);
        if (!opened.IsSuccess)
            return opened.Failure;

        await using var source = opened.Value;
        var first = await source.ReadAsync(cancellationToken).Take(SampledRows).ToListAsync(cancellationToken);
        var guess = new HeaderGuess(entity, kinds, snapshot.Entity).Run(source.Headers, i => FileHead.SamplesOf(first, i));
        return new FileHead(source.Text, source.Separator, source.Headers, first, guess, new PlanBuilder(snapshot, entity, kinds, target => !target.System && profile.Access(target.Name)!.May(AccessAction.Create)).Build(mapping, source.Headers, guess));
    }
}
