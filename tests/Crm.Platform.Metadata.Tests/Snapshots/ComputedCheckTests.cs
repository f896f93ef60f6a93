using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Snapshots.Computed;
using Crm.Platform.Metadata.Tests.Definitions;
using Crm.Platform.Metadata.Tests.Fields;

namespace Crm.Platform.Metadata.Tests.Snapshots;

public sealed class ComputedCheckTests
{
    private const string Deal = "'name': { 'type': 'string' }, 'amount': { 'type': 'number' }, 'stage': { 'enum': ['open', 'won'] }, 'day': { 'type': 'string', 'format': 'date' }, 'account_id': { 'type': 'string', 'x-crm': { 'lookup': 'account' } }, 'other_id': { 'type': 'string', 'x-crm': { 'lookup': 'deal' } }";

    [Fact]
    public void Circle_IsNamed_WhenItLeadsOverEntities()
    {
        var reading = Model(
            "'revenue': { 'type': 'number', 'x-crm': { 'rollup': { 'entity': 'deal', 'via': 'account_id', 'function': 'sum', 'field': 'weighted' } } }, 'grade': { 'type': 'number', 'x-crm': { 'formula': 'revenue / 2' } }, 'fine': { 'type': 'number', 'x-crm': { 'formula': '1' } }",
            "'weighted': { 'type': 'number', 'x-crm': { 'formula': 'amount * account.grade' } }");

        Assert.Equal(
            [
                ("account", "properties.grade.x-crm.formula", "'grade' depends on itself: account.grade → account.revenue → deal.weighted → account.grade."),
                ("account", "properties.revenue.x-crm.rollup", "'revenue' depends on itself: account.revenue → deal.weighted → account.grade → account.revenue."),
                ("deal", "properties.weighted.x-crm.formula", "'weighted' depends on itself: deal.weighted → account.grade → account.revenue → deal.weighted."),
            ],
            reading.Problems.Select(p => (p.Name, p.Problem.Path, p.Problem.Message)).OrderBy(p => p.Path, StringComparer.Ordinal));
        Assert.All(reading.Problems, p => Assert.Equal("definition.cycle", p.Problem.Code));
        Assert.Equal(["name", "fine"], reading.Snapshot.Entity("account")!.Fields.Select(f => f.Name));
    }

    [Theory]
    [InlineData("'entity': 'dael', 'via': 'account_id', 'function': 'count'", "integer", "entity", "definition.reference")]
    [InlineData("'entity': 'deal', 'via': 'name', 'function': 'count'", "integer", "via", "definition.reference")]
    [InlineData("'entity': 'deal', 'via': 'other_id', 'function': 'count'", "integer", "via", "definition.reference")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'count'", "number", "function", "definition.type")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'sum', 'field': 'amuont'", "number", "field", "definition.reference")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'sum', 'field': 'amount'", "integer", "field", "definition.type")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'sum', 'field': 'day'", "number", "field", "definition.type")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'max', 'field': 'day'", "number", "field", "definition.type")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'max', 'field': 'name'", "string", "field", "definition.type")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'average', 'field': 'amount'", "integer", "field", "definition.type")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'count', 'where': 'stgae == 1'", "integer", "where", "expression.unknown_field")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'count', 'where': 'amount'", "integer", "where", "expression.type")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'count', 'where': 'day < today()'", "integer", "where", "expression.not_kept")]
    [InlineData("'entity': 'deal', 'via': 'account_id', 'function': 'count', 'where': '`${amount}` == name'", "integer", "where", "expression.not_in_query")]
    public void Rollup_IsRefusedAtItsPath_WhenItCannotBeKept(string rollup, string type, string part, string code)
    {
        var reading = Model($"'x': {{ 'type': '{type}', 'x-crm': {{ 'rollup': {{ {rollup} }} }} }}", "");

        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("account", $"properties.x.x-crm.rollup.{part}", code), (problem.Name, problem.Problem.Path, problem.Problem.Code));
        Assert.Null(reading.Snapshot.Entity("account")!.Field("x"));
    }

    [Fact]
    public void Order_PutsEachFieldAfterItsSources_OverSeveralEntities()
    {
        var reading = Model(
            "'total': { 'type': 'number', 'x-crm': { 'rollup': { 'entity': 'deal', 'via': 'account_id', 'function': 'sum', 'field': 'twice' } } }",
            "'share': { 'type': 'number', 'x-crm': { 'formula': 'amount / account.total' } }, 'twice': { 'type': 'number', 'x-crm': { 'formula': 'amount * 2' } }");

        var computed = ComputedFields.Of(reading.Snapshot, Kinds.Registry);

        Assert.Empty(reading.Problems);
        Assert.Equal(["deal.twice", "account.total", "deal.share"], computed.InOrder.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("'required': 'stge == 1'", "required", "expression.unknown_field")]
    [InlineData("'readOnly': 'amount'", "readOnly", "expression.type")]
    [InlineData("'visible': 'amount ='", "visible", "expression.syntax")]
    [InlineData("'default': '\\'x\\''", "default", "expression.type")]
    public void Condition_IsLeftOut_WhenItCannotBeAnswered(string condition, string part, string code)
    {
        var reading = Model("", $"'x': {{ 'type': 'integer', 'x-crm': {{ {condition} }} }}");

        var problem = Assert.Single(reading.Problems);
        Assert.Equal(($"properties.x.x-crm.{part}", code), (problem.Problem.Path, problem.Problem.Code));
        var field = reading.Snapshot.Entity("deal")!.Field("x")!;
        Assert.Equal((null, null, null, null), (field.RequiredWhen, field.ReadOnlyWhen, field.VisibleWhen, field.DefaultFormula));
    }

    [Theory]
    [InlineData("'a': { 'type': 'integer', 'x-crm': { 'stored': false, 'formula': 'b + 1' } }, 'b': { 'type': 'integer', 'x-crm': { 'stored': false, 'formula': 'a + 1' } }", "expression.cycle,expression.cycle")]
    [InlineData("'a': { 'type': 'integer', 'x-crm': { 'stored': false, 'formula': 'b + 1' } }, 'b': { 'type': 'integer', 'x-crm': { 'formula': 'a + 1' } }", "definition.cycle,definition.cycle")]
    [InlineData("'a': { 'type': 'integer', 'x-crm': { 'stored': false, 'formula': 'other.a' } }", "expression.cycle")]
    [InlineData("'a': { 'type': 'string', 'x-crm': { 'stored': false, 'formula': '`${amount}`' } }", "expression.not_in_query")]
    public void Virtual_IsLeftOut_WhenItCannotBeComputed(string fields, string codes)
    {
        var reading = Model("", fields);

        Assert.Equal(codes, string.Join(',', reading.Problems.Select(p => p.Problem.Code)));
        Assert.Null(reading.Snapshot.Entity("deal")!.Field("a"));
    }

    [Fact]
    public void Virtual_MayBeReadManyTimes_ButNotMultiplyWithoutEnd()
    {
        var chain = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"'f{i}': {{ 'type': 'integer', 'x-crm': {{ 'stored': false, 'formula': '{(i == 0 ? "1" : $"f{i - 1} + f{i - 1}")}' }} }}"));

        var reading = Model("", chain);

        Assert.NotNull(reading.Snapshot.Entity("deal")!.Field("f5"));
        Assert.Null(reading.Snapshot.Entity("deal")!.Field("f29"));
        Assert.Contains("expression.too_complex", reading.Problems.Select(p => p.Problem.Code));
    }

    [Fact]
    public void Options_AreRead_ForChoicesAndLookups()
    {
        var reading = Model("'parent_id': { 'type': 'string', 'x-crm': { 'lookup': 'account', 'options': 'parent.name != name' } }", "'kind': { 'enum': ['a', 'b'], 'x-crm': { 'options': { 'b': 'amount > 5' } } }");

        Assert.Empty(reading.Problems);
        Assert.Equal("parent.name != name", reading.Snapshot.Entity("account")!.Field("parent_id")!.OptionsWhen);
        Assert.Equal([null, "amount > 5"], reading.Snapshot.Entity("deal")!.Field("kind")!.Choices.Select(c => c.When));
    }

    private static ModelReading Model(string account, string deal) => Reading.Model(
        ("entity", $"{{ 'name': 'account', 'properties': {{ {Joined("'name': { 'type': 'string' }", account)} }} }}"),
        ("entity", $"{{ 'name': 'deal', 'properties': {{ {Joined(Deal, deal)} }} }}"));

    private static string Joined(string one, string other) => other.Length == 0 ? one : $"{one}, {other}";
}
