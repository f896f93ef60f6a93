using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Tests.Syntax;

public sealed class PathReplacementTests
{
    [Theory]
    [InlineData("a == b", "x == x")]
    [InlineData("!a && -b > 1 || c in [a, 2, d.e]", "!x && -x > 1 || x in [x, 2, x]")]
    [InlineData("a ? length(b) : `<${c}>`", "x ? length(x) : `<${x}>`")]
    [InlineData("'a' ?? today()", "'a' ?? today()")]
    public void Replace_ReachesEveryPath_AndNothingElse(string text, string expected)
    {
        var replaced = PathReplacement.Replace(ExpressionParser.Parse(text).Value, _ => new PathNode(["x"]));

        Assert.Equal(TreeText.Write(ExpressionParser.Parse(expected).Value), TreeText.Write(replaced));
    }
}
