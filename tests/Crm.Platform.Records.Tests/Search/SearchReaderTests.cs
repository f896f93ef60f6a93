using Crm.Platform.Records.Search;

namespace Crm.Platform.Records.Tests.Search;

public sealed class SearchReaderTests
{
    [Theory]
    [InlineData("anna", "anna*")]
    [InlineData("anna meier", "(anna & meier*)")]
    [InlineData("anna AND meier", "(anna & meier*)")]
    [InlineData("anna OR meier", "(anna | meier*)")]
    [InlineData("a OR b c OR d", "(a | (b & c) | d*)")]
    [InlineData("(a OR b) c", "((a | b) & c*)")]
    [InlineData("a (b OR c)", "(a & (b | c*))")]
    [InlineData("NOT a b", "(!a & b*)")]
    [InlineData("a NOT b", "(a & !b)")]
    [InlineData("a AND NOT (b OR c)", "(a & !(b | c))")]
    [InlineData("NOT NOT a", "!!a")]
    [InlineData("NOT NOT NOT NOT NOT a", "!a")]
    [InlineData("\"big deal\"", "big+deal")]
    [InlineData("\"big deal", "big+deal")]
    [InlineData("big \"deal\" b", "(big & deal & b*)")]
    [InlineData("anna.meier@example.com", "anna+meier+example+com*")]
    [InlineData("+49 89 123-456", "(49 & 89 & 123+456*)")]
    [InlineData("and or not", "(and & or & not*)")]
    [InlineData("AND", "and*")]
    [InlineData("OR a", "(or & a*)")]
    [InlineData("a OR", "(a & or*)")]
    [InlineData("NOT", "not*")]
    [InlineData("a AND AND b", "(a & and & b*)")]
    [InlineData(")a(", "a")]
    [InlineData("()", null)]
    [InlineData("(() a)", "a*")]
    [InlineData("((a))", "a*")]
    [InlineData("- \"\" ' %", null)]
    [InlineData("a -", "a")]
    [InlineData("NOT -", null)]
    [InlineData("Müller STRASSE Straße", "(muller & strasse & strasse*)")]
    [InlineData("東京", "東+京*")]
    [InlineData("🎉 party", "(🎉 & party*)")]
    public void Read_UnderstandsEveryText(string text, string? expected) => Assert.Equal(expected, SearchReader.Read(text) is { } node ? Show(node) : null);

    [Fact]
    public void Read_TakesAnyNesting()
    {
        var text = new string('(', 5_000) + "a" + new string(')', 5_000);

        Assert.Equal("a*", Show(SearchReader.Read(text)!));
    }

    private static string Show(SearchNode node) => node switch
    {
        SearchNode.Term term => string.Join('+', term.Words) + (term.IsOpen ? "*" : ""),
        SearchNode.Not not => "!" + Show(not.Part),
        SearchNode.All all => $"({string.Join(" & ", all.Parts.Select(Show))})",
        SearchNode.Any any => $"({string.Join(" | ", any.Parts.Select(Show))})",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
