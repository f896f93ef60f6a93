using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>CLR types of the storage types.</summary>
public static class StorageTypes
{
    /// <summary>The type of a value that may be unset: <c>long?</c> for <see cref="StorageType.Integer"/>.</summary>
    public static Type Clr(this StorageType storage) => storage switch
    {
        StorageType.Text => typeof(string),
        StorageType.Integer => typeof(long?),
        StorageType.Decimal => typeof(decimal?),
        StorageType.Boolean => typeof(bool?),
        StorageType.Date => typeof(DateOnly?),
        StorageType.DateTime => typeof(DateTime?),
        StorageType.Guid => typeof(Guid?),
        StorageType.Time => typeof(TimeOnly?),
        StorageType.Texts => typeof(string),
        StorageType.Composite => typeof(CompositeValue),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, null),
    };

    /// <summary>JSON type of such a value where its kind does not say otherwise.</summary>
    public static string WireType(this StorageType storage) => storage switch
    {
        StorageType.Integer => "integer",
        StorageType.Decimal => "number",
        StorageType.Boolean => "boolean",
        StorageType.Texts => "array",
        StorageType.Composite => "object",
        _ => "string",
    };

    /// <summary>Type in <c>$metadata</c> where its kind does not say otherwise. A composite one is described by its parts.</summary>
    public static string ODataType(this StorageType storage) => storage switch
    {
        StorageType.Integer => "Edm.Int64",
        StorageType.Decimal => "Edm.Decimal",
        StorageType.Boolean => "Edm.Boolean",
        StorageType.Date => "Edm.Date",
        StorageType.DateTime => "Edm.DateTimeOffset",
        StorageType.Guid => "Edm.Guid",
        StorageType.Time => "Edm.TimeOfDay",
        StorageType.Texts => "Collection(Edm.String)",
        _ => "Edm.String",
    };

    /// <summary>Keywords of a definition that limit such a value where its kind does not say otherwise.</summary>
    public static ImmutableArray<string> Keywords(this StorageType storage) => storage switch
    {
        StorageType.Text => ["minLength", "maxLength", "pattern"],
        StorageType.Integer => ["minimum", "maximum"],
        StorageType.Decimal => ["minimum", "maximum", "multipleOf", "x-crm.scale"],
        _ => [],
    };
}
