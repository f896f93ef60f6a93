using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Expressions.Tests.Model;

namespace Crm.Platform.Expressions.Tests.Checking;

public sealed class ExpressionCheckerTests
{
    [Theory]
    [InlineData("score + 1", StorageType.Integer)]
    [InlineData("score + amount", StorageType.Decimal)]
    [InlineData("score / 2", StorageType.Decimal)]
    [InlineData("name + score", StorageType.Text)]
    [InlineData("`${score}`", StorageType.Text)]
    [InlineData("locked ? closes_on : null", StorageType.Date)]
    [InlineData("account.created_at", StorageType.DateTime)]
    [InlineData("account", StorageType.Guid)]
    [InlineData("owner.name", StorageType.Text)]
    [InlineData("closes_on ?? '2026-01-01'", StorageType.Date)]
    [InlineData("account.parent.employees in [1, 2.5]", StorageType.Boolean)]
    [InlineData("created_at >= today()", StorageType.Boolean)]
    [InlineData("!null", StorageType.Boolean)]
    [InlineData("starts >= '09:30' ? starts : null", StorageType.Time)]
    [InlineData("'a' in tags", StorageType.Boolean)]
    [InlineData("home.city + '!'", StorageType.Text)]
    [InlineData("account.seat.city", StorageType.Text)]
    [InlineData("home == null", StorageType.Boolean)]
    [InlineData("about", StorageType.Guid)]
    [InlineData("about.user", StorageType.Guid)]
    [InlineData("about.account.parent.employees", StorageType.Integer)]
    [InlineData("anything.deal.about.account.seat.city", StorageType.Text)]
    public void Check_FindsTheType_WhenTheExpressionFits(string text, StorageType type) => Assert.Equal(type, Sample.Check(text).Value.Type);

    [Theory]
    [InlineData("amuont > 1", "expression.unknown_field", "'amuont' is not a field of Deal.", "'amount'")]
    [InlineData("acount.name == 'x'", "expression.unknown_field", "'acount' is not a field of Deal.", "'account'")]
    [InlineData("account.indutsry == 'x'", "expression.unknown_field", "'indutsry' is not a field of Account.", "'industry'")]
    [InlineData("name.first == 'x'", "expression.not_a_lookup", "'name' of Deal is not a lookup", null)]
    [InlineData("score == 'x'", "expression.type", "'==' cannot compare a whole number with text ('score' is a whole number).", "without quotes")]
    [InlineData("closes_on > '31.12.2026'", "expression.type", "'>' cannot compare a date with text", "'2026-03-31'")]
    [InlineData("called_at > 'soon'", "expression.type", "'>' cannot compare a date and time with text", "T14:30:00Z")]
    [InlineData("account_id == '5'", "expression.type", "'==' cannot compare a record id", "record id")]
    [InlineData("locked == 'yes'", "expression.type", "'==' cannot compare true or false", "true or false")]
    [InlineData("status == 'wno'", "expression.choice", "'wno' is not an option of 'status'.", "'won'")]
    [InlineData("status in ['open', 'bought']", "expression.choice", "'bought' is not an option", "open, won, lost")]
    [InlineData("name && locked", "expression.type", "'&&' needs true or false on both sides, but has text.", null)]
    [InlineData("!score", "expression.type", "'!' needs true or false", null)]
    [InlineData("closes_on + 1", "expression.type", "'+' needs numbers", "addDays")]
    [InlineData("locked < hot", "expression.type", "'<' cannot order true or false.", "== or !=")]
    [InlineData("locked ? 1 : 'x'", "expression.type", "Both sides of ':'", null)]
    [InlineData("closes_on < called_at", "expression.type", "'<' cannot compare", "today()")]
    [InlineData("tags == 'a'", "expression.type", "'==' cannot compare several texts.", "'a' in interests")]
    [InlineData("'other' in tags", "expression.choice", "'other' is not an option of 'tags'.", "a, b%")]
    [InlineData("'a' in name", "expression.arguments", "'includes' cannot be called with (text, text).", "includes(texts, text)")]
    [InlineData("starts > 'noon'", "expression.type", "'>' cannot compare a time with text", "'14:30:00'")]
    [InlineData("home == 'Ulm'", "expression.parts", "'home' of Deal is made of parts.", "home.street")]
    [InlineData("home.town == 'Ulm'", "expression.unknown_field", "'home' of Deal has no part 'town'.", null)]
    [InlineData("about.name == 'x'", "expression.unknown_field", "'about' of Deal leads to several entities, and 'name' is none of them.", "about.account.name")]
    [InlineData("about.acount.name == 'x'", "expression.unknown_field", "'about' of Deal leads to several entities, and 'acount' is none of them.", "'account'")]
    [InlineData("about.deal.name == 'x'", "expression.unknown_field", "'about' of Deal leads to several entities, and 'deal' is none of them.", null)]
    [InlineData("anything.order.name == 'x'", "expression.unknown_field", "'anything' of Deal leads to several entities, and 'order' is none of them.", null)]
    [InlineData("about_type == 'acount'", "expression.choice", "'acount' is not an option of 'about_type'.", "'account'")]
    [InlineData("trimm(name)", "expression.unknown_function", "There is no function 'trimm'.", "'trim'")]
    [InlineData("startsWith(name)", "expression.arguments", "'startsWith' cannot be called with (text).", "startsWith(text, text): boolean")]
    [InlineData("amount", "expression.type", "Expected true or false, but the value is a number.", null)]
    public void CheckCondition_SaysWhatWasExpected_WhenItDoesNotFit(string text, string code, string message, string? hint)
    {
        var invalid = Assert.IsType<Invalid>(Sample.CheckCondition(text).Failure);
        var problem = Assert.Single(invalid.Problems);
        Assert.Equal(code, problem.Code);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        if (hint is not null)
            Assert.Contains(hint, problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ListsEveryProblem_WhenThereAreSeveral()
    {
        var invalid = Assert.IsType<Invalid>(Sample.Check("amuont > 1 && citty == 'x'").Failure);
        Assert.Equal(["Did you mean 'amount'?", "Did you mean 'city'?"], invalid.Problems.Select(p => p.Hint));
    }

    [Fact]
    public void Check_ListsThePathsItReads_EachOnce() =>
        Assert.Equal(["name", "account_id", "account.parent_id", "account.parent.name", "score"], Sample.Typed("name == account.parent.name && score > 1 && name != null").Paths);

    [Fact]
    public void Check_TellsWaysOverOneLookupApart_ByWhereTheyLead() =>
        Assert.Equal(["about_id", "about.account.name", "about.user.name", "about.user"], Sample.Typed("about.account.name == about.user.name && about.user != null").Paths.Select(p => p.Replace(".id", "", StringComparison.Ordinal)));

    [Fact]
    public void Check_RefusesInsteadOfExhaustingTheStack_WhenATreeBuiltByCodeIsTooDeep()
    {
        ExpressionNode node = new PathNode(["locked"]);
        for (var i = 0; i < 100_000; i++)
            node = new UnaryNode(UnaryOperator.Not, node);
        Assert.Equal("expression.too_complex", ExpressionChecker.Check(node, Sample.Deal, Sample.Model, Sample.Kinds).Failure?.Code);
    }

    [Fact]
    public void CheckValue_ConvertsToTheFieldsType_OrSaysWhatItNeeds()
    {
        var amount = Sample.Deal.Field("amount")!;
        Assert.Equal(StorageType.Decimal, Value("score * 2", amount).Value.Type);
        Assert.StartsWith("Expected a number", Value("name", amount).Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net > 1", "net", "amount", "discount")]
    [InlineData("account.label == 'x'", "account_id", "account.label", "account.name", "account.parent_id", "account.parent.name")]
    [InlineData("tag == 'x'", "tag", "account_id", "account.label", "account.name", "account.parent_id", "account.parent.name", "city")]
    public void Check_ReadsAFormulaByTheWholeEntity_WhereItsReaderSeesLess(string text, params string[] paths)
    {
        var typed = ExpressionChecker.CheckCondition(ExpressionParser.Parse(text).Value, Less.Deal, new Less(), Sample.Kinds);

        Assert.Null(typed.Failure);
        Assert.Equal(paths, typed.Value.Paths);
    }

    [Theory]
    [InlineData("net > amount")]
    [InlineData("tag == account.name")]
    [InlineData("account.parent.label == account.label + account.name")]
    public void Check_RefusesWhatItsReaderDoesNotSee_BesideAFormulaThatReadsIt(string text)
    {
        var typed = ExpressionChecker.CheckCondition(ExpressionParser.Parse(text).Value, Less.Deal, new Less(), Sample.Kinds);

        Assert.Equal("expression.unknown_field", Assert.Single(Assert.IsType<Invalid>(typed.Failure).Problems).Code);
    }

    /// <summary>The model to somebody who sees formulas without what they are computed from.</summary>
    private sealed class Less : IEntitySource
    {
        public static EntityDefinition Deal { get; } = Without(Sample.Deal, "amount", "city");

        private static readonly EntityDefinition Account = Without(Sample.Account, "name");

        public EntityDefinition? Entity(string name) => name == "deal" ? Deal : name == "account" ? Account : Sample.Model.Entity(name);

        public EntityDefinition? Whole(string name) => Sample.Model.Entity(name);

        private static EntityDefinition Without(EntityDefinition entity, params string[] fields) => entity with { Fields = [.. entity.Fields.Where(f => !fields.Contains(f.Name))] };
    }

    private static Result<TypedExpression> Value(string text, FieldDefinition field) =>
        ExpressionChecker.CheckValue(ExpressionParser.Parse(text).Value, field, Sample.Deal, Sample.Model, Sample.Kinds);
}
