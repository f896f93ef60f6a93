using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata;
using Crm.Platform.Screens.Lists;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Screens.Tests.Lists;

public class FilterTextTests
{
    private static readonly EntityDefinition Visit = TestEntities.Visit;
    private static readonly IFieldKindRegistry Kinds = new ServiceCollection().AddCrmMetadata().BuildServiceProvider().GetRequiredService<IFieldKindRegistry>();

    public static TheoryData<string, string, object?> Clauses => new()
    {
        { "subject", "contains", "50% of O'Brien's \\ plan" },
        { "subject", "starts-with", "A" },
        { "subject", "is-not", "line\nbreak" },
        { "subject", "empty", null },
        { "subject", "not-empty", null },
        { "status", "is", "won" },
        { "amount", "more", 1250.5m },
        { "amount", "most", -3m },
        { "guests", "least", 4L },
        { "day", "until", new DateOnly(2026, 3, 1) },
        { "starts_at", "after", new DateTime(2026, 3, 1, 8, 30, 0, DateTimeKind.Utc) },
        { "done", "is", true },
        { "site_id", "is", Guid.Parse("0197a0c0-0000-7000-8000-000000000001") },
    };

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Read_GivesTheClauseBack_WhenItWasWritten(string name, string comparison, object? value)
    {
        var field = Visit.Field(name)!;
        var clause = new FilterClause(field, FilterOperator.For(field, Kinds).Single(o => o.Id == comparison), value);

        var parsed = ExpressionParser.Parse(FilterText.Write(clause));

        Assert.Equal(clause, FilterText.Read(parsed.Value, Visit, Kinds));
    }

    [Theory]
    [InlineData("amount > guests")]
    [InlineData("site.region == 'North'")]
    [InlineData("status == 'won' || done")]
    [InlineData("unknown == 1")]
    public void Read_IsNull_WhenTheConditionCannotBeSaidInWords(string text) =>
        Assert.Null(FilterText.Read(ExpressionParser.Parse(text).Value, Visit, Kinds));

    [Theory]
    [InlineData("", "done == true")]
    [InlineData("guests > 1", "guests > 1 && done == true")]
    [InlineData("guests > 1 || amount > 5", "(guests > 1 || amount > 5) && done == true")]
    [InlineData("done ? guests > 1 : amount > 5", "(done ? guests > 1 : amount > 5) && done == true")]
    public void Narrow_KeepsTheMeaningOfTheFilter_WhenAClauseIsAdded(string filter, string narrowed) =>
        Assert.Equal(narrowed, FilterText.Narrow(filter, new FilterClause(Visit.Field("done")!, FilterOperator.Is, true)));

    [Fact]
    public void Parts_ListsEveryCondition_WhenTheyAreJoinedByAnd() =>
        Assert.Equal(3, FilterText.Parts(ExpressionParser.Parse("done && amount > 1 && guests > 2").Value).Length);
}
