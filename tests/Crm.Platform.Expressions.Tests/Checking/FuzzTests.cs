using System.Globalization;
using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Expressions.Tests.Model;
using Crm.Platform.Expressions.Tests.Querying;

namespace Crm.Platform.Expressions.Tests.Checking;

/// <summary>Whatever somebody types into a formula: a tree or a reason, never an exception, and never more work than the text is worth.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Texts = 1_000;
    private static readonly string[] Scraps = ["(", ")", "[", "]", "${", "`", "'", "?", ":", "??", ".", "!", "-", " in ", "==", "&&", "||", "null", "amount", "name", "account.", "today()", "length(", ",", "1e400", "9223372036854775808", "'\\u{110000}'", "true"];

    private static int Seed => Environment.GetEnvironmentVariable("CRM_TEST_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();

    [Fact(Timeout = 120_000)]
    public async Task Text_IsReadCheckedAndRun_OrRefused_WhenAnExpressionIsDamaged()
    {
        await Task.Yield();
        var seed = Seed;
        output.WriteLine($"CRM_TEST_SEED={seed}");
        var (random, expressions, accepted) = (new Random(seed), new RandomExpressions(seed), 0);
        for (var i = 0; i < Texts; i++)
        {
            var text = Damaged(expressions.Condition(1 + (i % 4)), random);
            accepted += Outcome(text) ? 1 : 0;
        }
        Assert.InRange(accepted, Texts / 20, Texts - (Texts / 20));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("(", "1", ")")]
    [InlineData("!", "locked", "")]
    [InlineData("-", "1", "")]
    [InlineData("`${", "1", "}`")]
    [InlineData("round(", "1", ")")]
    [InlineData("locked ? 1 : ", "1", "")]
    [InlineData("locked ? ", "1", " : 1")]
    [InlineData("1 in [", "1", "]")]
    [InlineData("", "1", " + 1")]
    [InlineData("", "locked", " && locked")]
    [InlineData("", "name", " ?? name")]
    [InlineData("account.parent.", "name", "")]
    [InlineData("parent.", "name", "")]
    public async Task Depth_IsBounded_WhateverIsNested(string before, string inside, string after)
    {
        await Task.Yield();
        foreach (var depth in (int[])[1, 50, 99, 100, 101, 240, 260, 1_000, 4_000])
        {
            var text = string.Concat(Enumerable.Repeat(before, depth)) + inside + string.Concat(Enumerable.Repeat(after, depth));
            Outcome(text);
            if (ExpressionParser.Parse(text) is { IsSuccess: true } parsed)
                Assert.InRange(Depth(parsed.Value), 1, SyntaxLimits.MaxDepth + 1);
        }
    }

    [Fact]
    public void Problem_SaysWhereAndWhat_AtEveryDamage()
    {
        var parsed = Assert.IsType<Invalid>(ExpressionParser.Parse("amount >= 5 AND locked").Failure);
        var typed = Assert.IsType<Invalid>(Sample.CheckCondition("amuont > 5 && name > 3").Failure);

        Assert.Equal("Column 13: expected an operator or the end, found 'AND'.", parsed.Problems[0].Message);
        Assert.Equal("Use && for 'and'.", parsed.Problems[0].Hint);
        Assert.Equal(["'amuont' is not a field of Deal.", "'>' cannot compare text with a whole number ('name' is text)."], typed.Problems.Select(p => p.Message));
        Assert.Equal("Did you mean 'amount'?", typed.Problems[0].Hint);
    }

    /// <returns>Whether the text was an expression of the model.</returns>
    private static bool Outcome(string text)
    {
        var parsed = ExpressionParser.Parse(text);
        if (!parsed.IsSuccess)
            return Refused(parsed.Failure, text);
        var typed = ExpressionChecker.Check(parsed.Value, Sample.Deal, Sample.Model, Sample.Kinds);
        if (!typed.IsSuccess)
            return Refused(typed.Failure, text);
        var empty = new Record(new RecordLayout(Sample.Deal));
        RecordExpression.Compile(typed.Value).Evaluate(empty, new EvaluationContext(TimeProvider.System));
        return true;
    }

    private static bool Refused(Failure? failure, string text)
    {
        var invalid = Assert.IsType<Invalid>(failure);
        Assert.True(!invalid.Problems.IsEmpty && invalid.Problems.All(p => p.Message.EndsWith('.') && p.Code.StartsWith("expression.", StringComparison.Ordinal)), text);
        return false;
    }

    private static string Damaged(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var blows = random.Next(4); blows > 0 && damaged.Length > 0; blows--)
        {
            var at = random.Next(damaged.Length);
            switch (random.Next(5))
            {
                case 0: damaged.Remove(at, random.Next(1, Math.Min(6, damaged.Length - at + 1))); break;
                case 1: damaged.Insert(at, Scraps[random.Next(Scraps.Length)]); break;
                case 2: damaged.Insert(at, damaged.ToString(at, random.Next(Math.Min(40, damaged.Length - at)))); break;
                case 3: damaged[at] = (char)random.Next(0x20, 0x7F); break;
                default: damaged.Insert(at, (char)random.Next(0x10000)); break;
            }
        }
        return damaged.ToString();
    }

    private static int Depth(ExpressionNode node) => 1 + (node switch
    {
        UnaryNode unary => Depth(unary.Operand),
        BinaryNode binary => Math.Max(Depth(binary.Left), Depth(binary.Right)),
        ConditionalNode choice => Math.Max(Depth(choice.Condition), Math.Max(Depth(choice.Then), Depth(choice.Otherwise))),
        InNode membership => membership.Options.Append(membership.Value).Max(Depth),
        CallNode call => call.Arguments.Select(Depth).DefaultIfEmpty().Max(),
        TemplateNode template => template.Parts.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    });
}
