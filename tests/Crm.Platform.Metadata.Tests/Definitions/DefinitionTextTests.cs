using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Tests.Definitions;

public sealed class DefinitionTextTests
{
    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "a", "definition.duplicate")]
    [InlineData("{\"b\":{\"a\":1,\"A\":2}}", "b.A", "definition.duplicate")]
    [InlineData("{\"b\":[{\"a\":1,\"a\":2}]}", "b[0].a", "definition.duplicate")]
    [InlineData("{\"a\":1} x", "", "definition.json")]
    [InlineData("{\"a\":1,}", "", "definition.json")]
    [InlineData("{/* c */\"a\":1}", "", "definition.json")]
    [InlineData("", "", "definition.json")]
    [InlineData("[1]", "", "definition.type")]
    [InlineData("{\"a\":\"\\ud800\"}", "a", "definition.characters")]
    [InlineData("{\"\\ud800\":1}", "", "definition.characters")]
    [InlineData("{\"a\":[99999999999999999999999]}", "a[0]", "definition.number")]
    [InlineData("{\"a\":1e999}", "a", "definition.number")]
    public void Parse_SaysWhereAndWhat_WhenTextBreaksTheRules(string text, string path, string code)
    {
        var problem = Assert.Single(Reading.Problems(DefinitionText.Parse(text)));

        Assert.Equal((path, code), (problem.Path, problem.Code));
    }

    [Fact]
    public void Parse_Refuses_WhenTheTextItselfIsNoUnicode() =>
        Assert.Equal("definition.characters", Reading.Problems(DefinitionText.Parse("{\"a\":\"" + '\ud800' + "\"}"))[0].Code);

    [Fact]
    public void Parse_NamesLineAndColumn_WhenSyntaxIsWrong() =>
        Assert.Contains("line 2, column", Reading.Problems(DefinitionText.Parse("{\n  \"a\": tru\n}"))[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Refuses_WhenTooDeepOrTooLarge()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65);

        Assert.Equal("definition.depth", DefinitionText.Parse(deep).Failure?.Code);
        Assert.Equal("definition.size", DefinitionText.Parse($"{{\"a\":\"{new string('a', DefinitionText.MaxBytes)}\"}}").Failure?.Code);
    }

    [Fact]
    public void Parse_PassesOverAByteOrderMark() => Assert.True(DefinitionText.Parse("\uFEFF{}").IsSuccess);

    [Theory]
    [InlineData("script", "definition.unsupported")]
    [InlineData("workflow", "definition.unsupported")]
    [InlineData("entitiy", "definition.kind")]
    public void Check_Refuses_WhenTheKindCannotBeRead(string kind, string code) =>
        Assert.Equal(code, Reading.Reader.Check(kind, []).Failure?.Code);

    [Fact]
    public void Kinds_AreFoundByPlural()
    {
        Assert.Equal("entity", DefinitionKinds.OfPlural("entities"));
        Assert.Equal("workflow", DefinitionKinds.OfPlural("workflows"));
        Assert.Null(DefinitionKinds.OfPlural("things"));
    }
}
