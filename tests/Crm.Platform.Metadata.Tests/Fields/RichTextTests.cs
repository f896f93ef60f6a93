using Crm.Platform.Metadata.Fields;

namespace Crm.Platform.Metadata.Tests.Fields;

public sealed class RichTextTests
{
    public static TheoryData<string> Attacks =>
    [
        "<p>ok</p><script>alert(1)</script>",
        "<p onclick=\"alert(1)\">ok</p>",
        "<p>ok</p><img src=x onerror=alert(1)>",
        "<p>ok</p><svg><script>alert(1)</script></svg>",
        "<p>ok</p><svg/onload=alert(1)>",
        "<p>ok</p><iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<p>ok <a href=\"javascript:alert(1)\">x</a></p>",
        "<p>ok <a href=\" \tjava\nscript:alert(1)\">x</a></p>",
        "<p>ok <a href=\"data:text/html,<script>alert(1)</script>\">x</a></p>",
        "<p>ok <a href=\"&#106;avascript:alert(1)\">x</a></p>",
        "<p style=\"background:url(javascript:alert(1))\">ok</p>",
        "<style>*{display:none}</style><p>ok</p>",
        "<p>ok</p><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<p>ok</p><noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<p>ok</p><!--<img src=x onerror=alert(1)>-->",
        "<p>ok</p><template><script>alert(1)</script></template>",
        "<form action=/evil><p>ok</p><input name=q><button>go</button></form>",
        "<p>ok</p><base href=//evil.example><link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content=0>",
        "<p>ok</p><object data=x></object><embed src=x>",
        "<p id=\"crm\" class=\"dialog\" data-command=\"bold\">ok</p>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Clean_LeavesNothingThatRunsOrLoads(string html)
    {
        var clean = RichText.Clean(html);

        Assert.StartsWith("<p>ok", clean, StringComparison.Ordinal);
        foreach (var mark in (string[])["script", "alert", "onerror", "onclick", "onload", "<img", "<svg", "<style", "style=", "<iframe", "<form", "<input", "<base", "<link", "<meta", "<object", "<!--", "data-", "class=", "id="])
            Assert.DoesNotContain(mark, clean, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(clean, RichText.Clean(clean));
    }

    [Fact]
    public void Clean_KeepsWhatTextNeeds()
    {
        const string Html = "<h2>Title</h2><p>A <b>bold</b> and <em>soft</em><br>line</p><ul><li>one</li></ul><blockquote>said</blockquote><table><tbody><tr><td>1</td></tr></tbody></table>";

        Assert.Equal(Html, RichText.Clean(Html));
    }

    [Fact]
    public void Clean_GuardsLinks_AndKeepsTheTextOfWhatItDoesNotKnow()
    {
        Assert.Equal("<a href=\"https://example.com/\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>", RichText.Clean("<a href=\"https://example.com/\" target=\"top\" onmouseover=\"x()\">x</a>"));
        Assert.Equal("<p>kept</p>", RichText.Clean("<article><p><font color=red>kept</font></p></article>"));
    }

    [Theory]
    [InlineData("<p></p>")]
    [InlineData("<p> <br></p>")]
    [InlineData("   ")]
    public void Clean_IsEmpty_WhenThereIsNothingToRead(string html) => Assert.Equal("", RichText.Clean(html));

    [Fact]
    public void FromTyped_MakesParagraphs_AndTakesNoMarksFromPlainText() =>
        Assert.Equal("<p>a &lt; b<br>c</p><p>d</p>", RichText.FromTyped("a < b\nc\n\nd"));
}
