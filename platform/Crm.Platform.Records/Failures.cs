using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records;

/// <summary>The outcomes the read and write paths share, each with its one code and wording.</summary>
internal static class Failures
{
    public static readonly Forbidden MayNotRead = new("access.read", "You may not read records.");

    public static readonly Forbidden MayNotWrite = new("access.write", "You may not change records.");

    /// <summary>The action is not allowed with any record of the entity.</summary>
    public static Forbidden MayNot(AccessAction action, EntityDefinition entity) => new($"access.{Verb(action)}", $"You may not {Verb(action)} {entity.PluralTitle.ToLowerInvariant()}.");

    /// <summary>The action is not allowed with this record, which the caller can see.</summary>
    public static Forbidden MayNotThis(AccessAction action, EntityDefinition entity) => new($"access.{Verb(action)}", $"You may not {Verb(action)} this {entity.Title.ToLowerInvariant()}.");

    /// <summary>The record as it would be is out of the caller's reach.</summary>
    public static Forbidden OutOfReach(AccessAction action, EntityDefinition entity) => new(
        "access.reach", action is AccessAction.Create or AccessAction.Import ? $"You may not {Verb(action)} {entity.PluralTitle.ToLowerInvariant()} like this one." : $"This would take the {entity.Title.ToLowerInvariant()} out of your reach.");

    public static Forbidden MayNotShare(EntityDefinition entity) => new("access.share", $"You may not share this {entity.Title.ToLowerInvariant()}.");

    private static string Verb(AccessAction action) => action switch
    {
        AccessAction.Create => "create",
        AccessAction.Read => "read",
        AccessAction.Update => "update",
        AccessAction.Delete => "delete",
        AccessAction.Export => "export",
        _ => "import",
    };

    public static readonly Invalid UnknownCursor = new("query.after", "This is not where a page of this query ended.", [new Problem("after", "query.after", "This is not where a page of this query ended.")]);

    public static Invalid UnknownKey(EntityDefinition entity, IEnumerable<string> fields) => Invalid.Of(new Problem("key", "record.key", $"'{string.Join(", ", fields)}' is no key of {entity.PluralTitle.ToLowerInvariant()}.")
    {
        Hint = entity.Keys.IsEmpty ? "It has none: mark a field as unique." : $"Its keys: {string.Join("; ", entity.Keys.Select(k => string.Join(", ", k)))}.",
    });

    public static NotFound UnknownEntity(string entity) => new("entity.unknown", $"There is no entity '{entity}'.");

    public static NotFound UnknownRecord(EntityDefinition entity) => new("record.unknown", $"There is no such {entity.Title.ToLowerInvariant()}, or you may not see it.");

    public static Forbidden SystemEntity(EntityDefinition entity) => new("access.system", $"{entity.PluralTitle} are managed by the platform.");

    public static Stale Changed(EntityDefinition entity) => new("record.stale", $"Somebody changed this {entity.Title.ToLowerInvariant()} after you opened it.");
}
