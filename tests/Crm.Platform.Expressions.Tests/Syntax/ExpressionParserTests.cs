using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Tests.Syntax;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("a + b * c", "(a + (b * c))")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("(a + b) * c % d / e", "((((a + b) * c) % d) / e)")]
    [InlineData("a || b && c == d < e + f", "(a || (b && (c == (d < (e + f)))))")]
    [InlineData("!a && -b < c", "(!a && (-b < c))")]
    [InlineData("!!a", "!!a")]
    [InlineData("a ? b : c ? d : e", "(a ? b : (c ? d : e))")]
    [InlineData("a ?? b ?? c", "((a ?? b) ?? c)")]
    [InlineData("(a ?? b) || c", "((a ?? b) || c)")]
    [InlineData("a === 1 && b !== 2", "((a == 1) && (b != 2))")]
    [InlineData("account?.parent.name", "account.parent.name")]
    [InlineData("a?.5:1", "(a ? 0.5 : 1)")]
    [InlineData("status in ['a', 'b'] && c", "((status in ['a', 'b']) && c)")]
    [InlineData("x in []", "(x in [])")]
    [InlineData("max(1, min(a, 2))", "max(1, min(a, 2))")]
    [InlineData("today()", "today()")]
    [InlineData("`a${b + `x${c}`}d`", "`'a'(b + `'x'c`)'d'`")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("1e3 + .5", "(1000 + 0.5)")]
    [InlineData("  trim((first ?? '') + ' ' + last) ", "trim((((first ?? '') + ' ') + last))")]
    public void Parse_GivesJavaScriptsTree_WhenTheTextIsValid(string text, string tree) =>
        Assert.Equal(tree, TreeText.Write(ExpressionParser.Parse(text).Value));

    [Theory]
    [InlineData("'it\\'s'", "it's")]
    [InlineData("\"a\\n\\t\\x41\\u00fc\\u{1F600}\\q\"", "a\n\tAü😀q")]
    public void Parse_ReadsEscapes_AsJavaScriptDoes(string text, string value) =>
        Assert.Equal(value, Assert.IsType<LiteralNode>(ExpressionParser.Parse(text).Value).Value);

    [Theory]
    [InlineData("", "Column 1: expected a value, found the end.", null)]
    [InlineData("a = 1", "Column 3: expected an operator or the end, found '='.", "Use == to compare")]
    [InlineData("a and b", "Column 3: expected an operator or the end, found 'and'.", "Use && for 'and'")]
    [InlineData("a & b", "Column 3: expected an operator or the end, found '&'.", "Use && for 'and'")]
    [InlineData("a | b", "Column 3: ", "Use || for 'or'")]
    [InlineData("a <> b", "Column 3: ", "Use != for")]
    [InlineData("not a", "Column 5: ", null)]
    [InlineData("a ==", "Column 5: expected a value, found the end.", null)]
    [InlineData("(a", "Column 3: expected ')', found the end.", null)]
    [InlineData("f(a b)", "Column 5: expected ',' or ')', found 'b'.", null)]
    [InlineData("'open", "Column 1: the text that starts here has no closing quote.", "Close it with '")]
    [InlineData("`a${b", "Column 6: expected '}', found the end.", null)]
    [InlineData("`a", "Column 1: the template that starts here", null)]
    [InlineData("“a”", "Column 1: '“' is not part of the language.", "straight quotes")]
    [InlineData("1.2.3", "Column 1: '1.2.' is not a number.", null)]
    [InlineData("12abc", "Column 1: '12a' is not a number.", null)]
    [InlineData("1e99", "Column 1: '1e99' is too large a number.", null)]
    [InlineData("name.trim()", "Column 10: ", "trim(name, …)")]
    [InlineData("a[0]", "Column 2: ", "with a point")]
    [InlineData("a in 5", "Column 6: expected a list or a field after in", "in ['a', 'b']")]
    [InlineData("a ?? b || c", "Column 3: ?? cannot stand beside", "(a ?? b) || c")]
    [InlineData("a || b ?? c", "Column 8: ?? cannot stand beside", "(a ?? b) || c")]
    [InlineData("a ? b", "Column 6: expected ':' of the choice, found the end.", null)]
    [InlineData("x => 1", "Column 3: ", "cannot be defined")]
    [InlineData("undefined", "Column 1: ", "Use null")]
    [InlineData("'\\0'", "Column 2: a text cannot contain a zero", null)]
    [InlineData("a++", "Column 2: ", "cannot be changed")]
    public void Parse_NamesPlaceAndRemedy_WhenTheTextIsWrong(string text, string message, string? hint)
    {
        var invalid = Assert.IsType<Invalid>(ExpressionParser.Parse(text).Failure);
        var problem = Assert.Single(invalid.Problems);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("expression.syntax", problem.Code);
        if (hint is not null)
            Assert.Contains(hint, problem.Hint, StringComparison.Ordinal);
    }

    public static TheoryData<string> TooComplex =>
    [
        new string(' ', SyntaxLimits.MaxLength) + "1",
        new string('(', 4_000) + "a" + new string(')', 4_000),
        new string('!', 9_000) + "a",
        string.Concat(Enumerable.Repeat("- ", 4_000)) + "1",
        string.Concat(Enumerable.Repeat("a?b:", 2_000)) + "c",
        string.Concat(Enumerable.Repeat("a?", 3_000)) + "c" + string.Concat(Enumerable.Repeat(":d", 1_500)),
        "a" + string.Concat(Enumerable.Repeat("+a", 4_000)),
        "a" + string.Concat(Enumerable.Repeat("||a", 3_000)),
        string.Concat(Enumerable.Repeat("f(", 3_000)),
        string.Concat(Enumerable.Repeat("`${", 3_000)),
        "a" + string.Concat(Enumerable.Repeat(".a", 4_000)),
        "a in [" + string.Join(',', Enumerable.Repeat("1", 2_000)) + "]",
        "a" + string.Concat(Enumerable.Repeat(" in [1]", 1_000)),
    ];

    [Theory]
    [MemberData(nameof(TooComplex))]
    public void Parse_RefusesInsteadOfExhaustingTheStack_WhenTheTextIsTooComplex(string text) =>
        Assert.Equal("expression.too_complex", ExpressionParser.Parse(text).Failure?.Code);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parse_NeverThrows_WhateverTheText(int seed)
    {
        string[] words = ["a", "name", "1", "2.5", "'x'", "\"", "'", "`", "${", "}", "(", ")", "[", "]", "in", "?", ":", "??", "?.", ".", "+", "-", "!", "==", "&&", "||", ",", "\\", "\\u", "=", "null", "#", "😀", "\0", " ", "\n", "e", "\uD800"];
        var random = new Random(seed);
        var parsed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(9) == 0 ? ((char)random.Next(0x250)).ToString() : words[random.Next(words.Length)]));
            var result = ExpressionParser.Parse(text);
            parsed += result.IsSuccess ? 1 : 0;
            Assert.True(result.IsSuccess || result.Failure is Invalid { Problems.Length: 1, Message.Length: > 0 }, $"seed {seed}: {text}");
        }
        Assert.True(parsed > 100, $"Only {parsed} were valid: the words test too little.");
    }
}
