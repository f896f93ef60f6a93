using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Tests.Model;

namespace Crm.Platform.Expressions.Tests.Evaluation;

public sealed class RecordExpressionTests
{
    private static readonly Guid Me = new("11111111-2222-3333-4444-555555555555");

    [Theory]
    [InlineData("7 / 2", "3.5")]
    [InlineData("1 / 3", "0.33333333")]
    [InlineData("-7 % 4", "-3")]
    [InlineData("7 / 0", null)]
    [InlineData("7 % 0", null)]
    [InlineData("9223372036854775807 + 1", null)]
    [InlineData("9223372036854775807 * -1 - 1", "-9223372036854775808")]
    [InlineData("79228162514264337593543950335 * 2.0", null)]
    [InlineData("0.1 + 0.2 == 0.3", "true")]
    [InlineData("score + 1", null)]
    [InlineData("score == score", null)]
    [InlineData("score == null", "true")]
    [InlineData("score != null", "false")]
    [InlineData("!(score > 1)", null)]
    [InlineData("score > 1 || true", "true")]
    [InlineData("score > 1 && false", "false")]
    [InlineData("score > 1 && true", null)]
    [InlineData("score > 1 ? 'a' : 'b'", "b")]
    [InlineData("score ?? 5", "5")]
    [InlineData("name + city", null)]
    [InlineData("`${name}-${city}-${amount}-${locked}`", "Acme--1250.5-true")]
    [InlineData("trim((city ?? '') + ' ' + name)", "Acme")]
    [InlineData("name == 'ACME' && contains(name, 'CM') && startsWith(name, 'aC') && endsWith(name, 'ME')", "true")]
    [InlineData("'Ö' == 'ö'", "false")]
    [InlineData("'a' < 'B' && 'Z' > 'y'", "true")]
    [InlineData("length('a😀')", "2")]
    [InlineData("isEmpty(city) && isEmpty('') && !isEmpty(name) && isEmpty(score)", "true")]
    [InlineData("score in [1, 2]", null)]
    [InlineData("score in [1, null]", "true")]
    [InlineData("amount in [1, 1250.50]", "true")]
    [InlineData("name in []", "false")]
    [InlineData("round(2.5) + round(-2.5) + round(0.4)", "0")]
    [InlineData("max(abs(-3), min(2, 8))", "3")]
    [InlineData("`${addDays('2026-02-28', 1)}`", "2026-03-01")]
    [InlineData("addDays('9999-12-31', 1)", null)]
    [InlineData("addDays(today(), 9223372036854775807)", null)]
    [InlineData("year(today()) * 100 + month(now()) + day(closes_on)", "202630")]
    [InlineData("`${today()} ${now()}`", "2026-02-01 2026-01-31T23:30:00Z")]
    [InlineData("owner_id == me()", "true")]
    [InlineData("account.name", "Parent Ltd")]
    [InlineData("account.parent.name", null)]
    [InlineData("partner.name", null)]
    public void Evaluate_GivesTheDocumentedValue(string text, string? expected) => Assert.Equal(expected, Operations.Text(Evaluate(text)));

    [Fact]
    public void Holds_IsTrueOnlyForTrue()
    {
        var context = new EvaluationContext(new Clock());
        Assert.False(RecordExpression.Compile(Sample.Typed("score > 1")).Holds(Deal(), context));
        Assert.False(RecordExpression.Compile(Sample.Typed("!(score > 1)")).Holds(Deal(), context));
        Assert.True(RecordExpression.Compile(Sample.Typed("locked")).Holds(Deal(), context));
    }

    private static object? Evaluate(string text)
    {
        var context = new EvaluationContext(new Clock()) { UserId = Me, Lookups = new OneAccount(), Zone = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(1), "x", "x") };
        return RecordExpression.Compile(Sample.Typed(text)).Evaluate(Deal(), context);
    }

    private static Record Deal() => new(new(Sample.Deal))
    {
        OwnerId = Me,
        ["name"] = "Acme",
        ["amount"] = 1250.50m,
        ["locked"] = true,
        ["closes_on"] = new DateOnly(2026, 3, 29),
        ["account_id"] = Guid.NewGuid(),
    };

    private sealed class OneAccount : ILookupResolver
    {
        public Record? Target(Record record, Abstractions.FieldDefinition lookup) =>
            lookup.Name == "account_id" ? new(new(Sample.Account)) { ["name"] = "Parent Ltd" } : null;
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);
    }
}
