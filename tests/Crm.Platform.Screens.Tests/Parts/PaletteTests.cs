using Crm.Platform.Screens.Parts;

namespace Crm.Platform.Screens.Tests.Parts;

public class PaletteTests
{
    [Theory]
    [InlineData("#1b8a5a", "#1b8a5a")]
    [InlineData("#FFF", "#FFF")]
    [InlineData("red", null)]
    [InlineData("#fff;background:url(//x)", null)]
    [InlineData("#1b8a5a\n", null)]
    [InlineData(null, null)]
    public void Safe_LetsOnlyHexColoursThrough_WhenTheyGoIntoAStyle(string? color, string? safe) => Assert.Equal(safe, Palette.Safe(color));

    [Fact]
    public void Known_FallsBack_WhenThereIsNoSuchDrawing() => Assert.Equal(("table", "user"), (IconSet.Known("\"><script>"), IconSet.Known("user")));

    [Theory]
    [InlineData("Ada Lovelace", "AL")]
    [InlineData("grace@example.org", "GE")]
    [InlineData("", "?")]
    [InlineData("Éva", "É")]
    public void Initials_TakeTheFirstLetters_WhenThereIsAName(string name, string letters) => Assert.Equal(letters, Initials.Of(name));
}
