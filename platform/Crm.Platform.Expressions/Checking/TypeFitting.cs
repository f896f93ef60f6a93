using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>The implied conversions: whole numbers to decimals, constant days to moments, text constants to what they are compared with, null to anything.</summary>
internal static class TypeFitting
{
    private static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss"];
    private static readonly string[] MomentFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The node as a value of that type, or <see langword="null"/> when it is none; <paramref name="hint"/> then says how to write it.</summary>
    public static TypedNode? To(TypedNode node, StorageType type, out string? hint)
    {
        hint = null;
        if (node is TypedLiteral { Untyped: true })
            return new TypedLiteral(null, type);
        if (node.Type == type)
            return node;
        if (node is TypedLiteral { Value: string text })
            return Written(text, type, out hint);
        return (node, node.Type, type) switch
        {
            (TypedLiteral { Value: long whole }, _, StorageType.Decimal) => new TypedLiteral((decimal)whole, type),
            (_, StorageType.Integer, StorageType.Decimal) => new TypedConversion(node, type),
            ({ Constant: true }, StorageType.Date, StorageType.DateTime) => new TypedConversion(node, type),
            _ => null,
        };
    }

    /// <summary>Both as one type, or <see langword="null"/>.</summary>
    public static (TypedNode Left, TypedNode Right)? Unify(TypedNode left, TypedNode right) =>
        To(right, left.Type, out _) is { } fitted && left is not TypedLiteral { Untyped: true } ? (left, fitted)
        : To(left, right.Type, out _) is { } converted ? (converted, right)
        : null;

    /// <summary>The node as text, for joining.</summary>
    public static TypedNode Text(TypedNode node) => node.Type == StorageType.Text ? node : new TypedConversion(node, StorageType.Text);

    public static Problem Mismatch(string sign, TypedNode left, TypedNode right)
    {
        var (literal, other) = left is TypedLiteral { Value: string } ? (left, right) : (right, left);
        var hint = literal is TypedLiteral { Value: string } && To(literal, other.Type, out var how) is null ? how : MixedHint(left.Type, right.Type);
        return new Problem("", "expression.type", $"'{sign}' cannot compare {left.Type.Phrase()} with {right.Type.Phrase()}{Subject(other)}.") { Hint = hint };
    }

    private static string Subject(TypedNode node) => node is TypedPath path ? $" ('{path.Text}' is {path.Type.Phrase()})" : "";

    private static string? MixedHint(StorageType left, StorageType right) =>
        (left, right) is (StorageType.Date, StorageType.DateTime) or (StorageType.DateTime, StorageType.Date) ? "A field with a time can be compared with a constant day or today() only." : null;

    private static TypedLiteral? Written(string text, StorageType type, out string? hint)
    {
        (object? Value, string? Hint) written = type switch
        {
            StorageType.Date => (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, "Write a date as '2026-03-31'."),
            StorageType.DateTime => (Moment(text), "Write a date and time as '2026-03-31T14:30:00Z'."),
            StorageType.Guid => (Guid.TryParseExact(text, "D", out var id) ? id : null, "Write a record id as '00000000-0000-0000-0000-000000000000'."),
            StorageType.Time => (TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null, "Write a time as '14:30:00'."),
            StorageType.Integer or StorageType.Decimal => (null, "Write the number without quotes."),
            StorageType.Boolean => (null, "Write true or false without quotes."),
            _ => (null, null),
        };
        hint = written.Value is null ? written.Hint : null;
        return written.Value is null ? null : new TypedLiteral(written.Value, type);
    }

    private static DateTime? Moment(string text) =>
        DateTime.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
}
