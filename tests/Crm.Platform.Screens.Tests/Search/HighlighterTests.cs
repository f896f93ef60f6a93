using Crm.Platform.Screens.Search;

namespace Crm.Platform.Screens.Tests.Search;

public class HighlighterTests
{
    [Theory]
    [InlineData("Nordic Robotics", "rob", "Nordic [Rob]otics")]
    [InlineData("Nordic Robotics", "ROB nor", "[Nor]dic [Rob]otics")]
    [InlineData("aaaa", "aa", "[aa][aa]")]
    [InlineData("Ab", "a ab", "[Ab]")]
    [InlineData("Nothing", "xyz", "Nothing")]
    [InlineData("Text", "  ", "Text")]
    [InlineData("", "a", "")]
    public void Split_MarksEveryWord_WhenItOccurs(string text, string words, string marked) =>
        Assert.Equal(marked, string.Concat(Highlighter.Split(text, words).Select(p => p.Hit ? $"[{p.Text}]" : p.Text)));
}
