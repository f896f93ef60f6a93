using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using static Crm.Platform.Abstractions.StorageType;

namespace Crm.Platform.Expressions.Functions;

internal static class TextFunctions
{
    private static readonly Expression Blanks = Expression.Constant(TextRules.Blanks.ToArray());

    public static ImmutableArray<ExpressionFunction> All { get; } =
    [
        FunctionFactory.Make("trim", [Text], Text, Trim, call => Expression.Call(call.Arguments[0], nameof(string.Trim), null, Blanks)),
        FunctionFactory.Make("lower", [Text], Text, Lower, call => call.Dialect.Lower(call.Arguments[0])),
        FunctionFactory.Make("upper", [Text], Text, Upper, call => call.Dialect.Upper(call.Arguments[0])),
        FunctionFactory.Make("length", [Text], Integer, Length, call => Expression.Convert(Expression.Property(call.Arguments[0], nameof(string.Length)), typeof(long?))),
        FunctionFactory.Make("contains", [Text, Text], StorageType.Boolean, Contains, call => Find(call, TextPlace.Anywhere)) with { Repeats = true },
        FunctionFactory.Make("startsWith", [Text, Text], StorageType.Boolean, StartsWith, call => Find(call, TextPlace.Start)) with { Repeats = true },
        FunctionFactory.Make("endsWith", [Text, Text], StorageType.Boolean, EndsWith, call => Find(call, TextPlace.End)) with { Repeats = true },
        FunctionFactory.Make("includes", [Texts, Text], StorageType.Boolean, Includes, Member) with { Repeats = true },
        .. Enum.GetValues<StorageType>().Where(type => type != StorageType.Composite).Select(IsEmpty),
    ];

    private static string? Trim(string? text) => text is null ? null : TextRules.Trim(text);

    private static string? Lower(string? text) => text is null ? null : TextRules.Lower(text);

    private static string? Upper(string? text) => text is null ? null : TextRules.Upper(text);

    private static long? Length(string? text) => text is null ? null : TextRules.Length(text);

    private static bool? Contains(string? text, string? part) =>
        text is null || part is null ? null : TextRules.Lower(text).Contains(TextRules.Lower(part), StringComparison.Ordinal);

    private static bool? StartsWith(string? text, string? part) =>
        text is null || part is null ? null : TextRules.Lower(text).StartsWith(TextRules.Lower(part), StringComparison.Ordinal);

    private static bool? EndsWith(string? text, string? part) =>
        text is null || part is null ? null : TextRules.Lower(text).EndsWith(TextRules.Lower(part), StringComparison.Ordinal);

    private static bool? Includes(string? texts, string? one) =>
        texts is null || one is null ? null : TextList.Split(texts).Any(text => TextRules.Same(text, one));

    private static Expression Member(QueryCall call)
    {
        const string Edge = "\n";
        if (call.Constants[1] is string one)
            return call.Dialect.Like(call.Arguments[0], QueryCall.Capture(TextRules.Pattern($"{Edge}{one}{Edge}", TextPlace.Anywhere), typeof(string)));
        var concat = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;
        var edged = Expression.Add(Expression.Add(Expression.Constant(Edge), call.Arguments[1], concat), Expression.Constant(Edge), concat);
        return call.Dialect.Like(call.Arguments[0], FunctionFactory.UnlessNull(call.Arguments[1], Pattern(edged, TextPlace.Anywhere)));
    }

    private static Expression Find(QueryCall call, TextPlace place) => call.Dialect.Like(
        call.Arguments[0],
        call.Constants[1] is string part ? QueryCall.Capture(TextRules.Pattern(part, place), typeof(string)) : FunctionFactory.UnlessNull(call.Arguments[1], Pattern(call.Arguments[1], place)));

    /// <summary>What <see cref="TextRules.Pattern"/> does, done by the database for a part it only knows itself.</summary>
    private static Expression Pattern(Expression part, TextPlace place)
    {
        foreach (var wildcard in (string[])["\\", "%", "_"])
            part = Expression.Call(part, nameof(string.Replace), null, Expression.Constant(wildcard), Expression.Constant("\\" + wildcard));
        var concat = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;
        if (place != TextPlace.Start)
            part = Expression.Add(Expression.Constant("%"), part, concat);
        return place == TextPlace.End ? part : Expression.Add(part, Expression.Constant("%"), concat);
    }

    private static ExpressionFunction IsEmpty(StorageType type) => new("isEmpty", [type], StorageType.Boolean)
    {
        Evaluate = call => Expression.Convert(Empty(call.Arguments[0]), typeof(bool?)),
        Translate = call => Empty(call.Arguments[0]),
        TakesNull = true,
        Repeats = true,
    };

    private static BinaryExpression Empty(Expression value)
    {
        var unset = Expression.Equal(value, Expression.Constant(null, value.Type));
        return value.Type == typeof(string) ? Expression.OrElse(unset, Expression.Equal(value, Expression.Constant(""))) : unset;
    }
}
