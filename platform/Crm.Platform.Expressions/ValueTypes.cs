using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions;

/// <summary>The types of the language: one per storage type, always with null.</summary>
internal static class ValueTypes
{
    public static bool IsNumber(this StorageType type) => type is StorageType.Integer or StorageType.Decimal;

    /// <summary>Short name, as in signatures.</summary>
    public static string Name(this StorageType type) => type switch
    {
        StorageType.Text => "text",
        StorageType.Integer => "integer",
        StorageType.Decimal => "decimal",
        StorageType.Boolean => "boolean",
        StorageType.Date => "date",
        StorageType.DateTime => "date_time",
        StorageType.Guid => "uuid",
        StorageType.Time => "time",
        StorageType.Texts => "texts",
        StorageType.Composite => "parts",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>With its article, for messages.</summary>
    public static string Phrase(this StorageType type) => type switch
    {
        StorageType.Text => "text",
        StorageType.Integer => "a whole number",
        StorageType.Decimal => "a number",
        StorageType.Boolean => "true or false",
        StorageType.Date => "a date",
        StorageType.DateTime => "a date and time",
        StorageType.Guid => "a record id",
        StorageType.Time => "a time",
        StorageType.Texts => "several texts",
        StorageType.Composite => "made of parts",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
