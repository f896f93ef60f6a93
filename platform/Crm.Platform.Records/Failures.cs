using Crm.Platform.Abstractions;

namespace Crm.Platform.Records;

/// <summary>The outcomes the read and write paths share, each with its one code and wording.</summary>
internal static class Failures
{
    public static readonly Forbidden MayNotRead = new("access.read", "You may not read records.");

    public static readonly Forbidden MayNotWrite = new("access.write", "You may not change records.");

    public static NotFound UnknownEntity(string entity) => new("entity.unknown", $"There is no entity '{entity}'.");

    public static NotFound UnknownRecord(EntityDefinition entity) => new("record.unknown", $"There is no such {entity.Title.ToLowerInvariant()}, or you may not see it.");

    public static Forbidden SystemEntity(EntityDefinition entity) => new("access.system", $"{entity.PluralTitle} are managed by the platform.");

    public static Stale Changed(EntityDefinition entity) => new("record.stale", $"Somebody changed this {entity.Title.ToLowerInvariant()} after you opened it.");
}
