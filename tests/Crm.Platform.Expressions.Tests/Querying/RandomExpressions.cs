using Crm.Platform.Abstractions;
using static Crm.Platform.Abstractions.StorageType;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>Writes random, well-typed expressions over the sample model. The same seed writes the same ones.</summary>
internal sealed class RandomExpressions(int seed)
{
    private static readonly StorageType[] Comparable = [Text, Text, Integer, StorageType.Decimal, StorageType.Decimal, Date, StorageType.DateTime];

    private readonly Random _random = new(seed);

    public string Condition(int depth) => depth <= 0 ? Pick("locked", "hot", "score > 3", "name == null", "true", "status == 'won'") : _random.Next(18) switch
    {
        14 => Pick("('a' in tags)", "('b%' in tags)", "includes(tags, 'c')", "isEmpty(tags)", "(tags == null)", "!('c' in tags)"),
        15 => $"(starts {Pick("==", "!=", "<", "<=", ">", ">=")} {Pick("'09:30'", "'08:00:00'", "starts", "(starts ?? '10:00')")})",
        16 => Pick("(home == null)", "(home != null)", "isEmpty(account.seat)", "(home.city == account.seat.city)", "contains(home.street, 'a')", "(account.seat == null)"),
        17 => Pick("about_type == 'user'", "(about.account != null)", "(anything.user == owner_id)", "(about == null)", "isEmpty(about.account.seat)", "(anything.deal.home.city == city)"),
        0 or 1 => $"({Condition(depth - 1)} && {Condition(depth - 1)})",
        2 or 3 => $"({Condition(depth - 1)} || {Condition(depth - 1)})",
        4 or 5 => $"!({Condition(depth - 1)})",
        6 => $"({Condition(depth - 1)} ? {Condition(depth - 1)} : {Condition(depth - 1)})",
        7 => $"(({Condition(depth - 1)}) {Pick("==", "!=", "??")} ({Condition(depth - 1)}))",
        8 => $"(({AnyValue(depth - 1)}) {Pick("==", "!=")} null)",
        9 => $"{Pick("contains", "startsWith", "endsWith")}({Value(Text, depth - 1)}, {Value(Text, _random.Next(2) * (depth - 1))})",
        10 => $"isEmpty({AnyValue(depth - 1)})",
        11 => Membership(Any(Comparable), depth - 1),
        12 => $"(owner_id {Pick("==", "!=")} {Pick("me()", "created_by_id", "null", "account.owner_id")})",
        _ => Comparison(Any(Comparable), depth - 1),
    };

    private string Membership(StorageType type, int depth) => $"({Value(type, depth)} in [{Value(type, 0)}, {Value(type, depth)}, {Value(type, 0)}])";

    private string Comparison(StorageType type, int depth) => $"({Value(type, depth)} {Pick("==", "!=", "<", "<=", ">", ">=")} {Value(type, depth)})";

    private string AnyValue(int depth) => _random.Next(4) == 0 ? Condition(depth) : Value(Any(Comparable), depth);

    private string Value(StorageType type, int depth)
    {
        if (depth <= 0)
            return Leaf(type);
        return _random.Next(6) switch
        {
            0 => $"({Value(type, depth - 1)} ?? {Value(type, depth - 1)})",
            1 => $"({Condition(depth - 1)} ? {Value(type, depth - 1)} : {Value(type, depth - 1)})",
            2 => Leaf(type),
            _ => Computed(type, depth - 1),
        };
    }

    private string Computed(StorageType type, int depth) => type switch
    {
        Text => Pick($"trim({Value(Text, depth)})", $"lower({Value(Text, depth)})", $"upper({Value(Text, depth)})", $"({Value(Text, depth)} + {Value(Pick2(), depth)})",
            $"`<${{{Value(Text, depth)}}}|${{{Value(Pick2(), depth)}}}>`"),
        Integer => Pick($"({Value(Integer, depth)} {Pick("+", "-", "*", "%")} {Value(Integer, 0)})", $"length({Value(Text, depth)})", $"abs({Value(Integer, depth)})", $"-({Value(Integer, depth)})",
            $"{Pick("min", "max")}({Value(Integer, depth)}, {Value(Integer, depth)})", $"{Pick("year", "month", "day")}({Value(Pick3(), depth)})"),
        StorageType.Decimal => Pick($"({Value(StorageType.Decimal, depth)} {Pick("+", "-")} {Value(Number(), depth)})", $"({Value(StorageType.Decimal, 0)} {Pick("*", "%", "/")} {Value(Number(), 0)})",
            $"({Value(Integer, 0)} / {Value(Integer, depth)})", $"round({Value(StorageType.Decimal, depth)})", $"abs({Value(StorageType.Decimal, depth)})", $"-({Value(StorageType.Decimal, depth)})",
            $"{Pick("min", "max")}({Value(StorageType.Decimal, depth)}, {Value(Number(), depth)})"),
        _ => $"addDays({Value(type, depth)}, {Value(Integer, depth)})",
    };

    private string Leaf(StorageType type) => type switch
    {
        Text => Pick("name", "city", "name", "account.name", "account.industry", "account.parent.name", "owner.name", "tag", "account.label", "account.parent.label", "about.account.name", "about.user.name", "anything_type", "anything.deal.name", "anything.account.label", Quote(Any(SampleRows.Texts)), Quote(Any(SampleRows.Texts)), "'a'"),
        Integer => Pick("score", "rank", "account.employees", "about.account.employees", "version", "0", "1", "3", "-2", "7"),
        StorageType.Decimal => Pick("amount", "discount", "amount", "net", "account.rating", "anything.deal.net", "1.5", "-2.25", "0.125", "3.14159", "0.00", "10.0"),
        Date => Pick("closes_on", "signed_on", "today()", "addDays(today(), -1)"),
        StorageType.DateTime => Pick("called_at", "created_at", "account.created_at", "now()", "addDays(now(), 1)"),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private StorageType Pick2() => _random.Next(3) switch { 0 => Integer, 1 => Date, _ => Text };

    private StorageType Pick3() => _random.Next(2) == 0 ? Date : StorageType.DateTime;

    private StorageType Number() => _random.Next(2) == 0 ? Integer : StorageType.Decimal;

    private T Any<T>(T[] pool) => pool[_random.Next(pool.Length)];

    private string Pick(params string[] options) => Any(options);

    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";
}
