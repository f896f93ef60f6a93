using Crm.Platform.Metadata.Fields;

namespace Crm.Platform.Metadata.Tests.Fields;

public sealed class NumberPatternTests
{
    private static readonly DateTime Day = new(2026, 3, 7, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("C-{0000}", 1, "C-0001")]
    [InlineData("C-{0000}", 12345, "C-12345")]
    [InlineData("{0}", 7, "7")]
    [InlineData("INV-{yyyy}-{MM}-{000}/x", 42, "INV-2026-03-042/x")]
    [InlineData("{yy}{MM}{dd}{00}", 5, "26030705")]
    public void Number_FillsThePattern(string pattern, long value, string number) => Assert.Equal(number, NumberPattern.Of(pattern).Number(Day, value));

    [Fact]
    public void Series_BeginsAnew_OnlyWithAnotherDayPart()
    {
        var yearly = NumberPattern.Of("I-{yyyy}-{000}");

        Assert.Equal(yearly.Series(Day), yearly.Series(Day.AddMonths(5)));
        Assert.NotEqual(yearly.Series(Day), yearly.Series(Day.AddYears(1)));
        Assert.Equal(NumberPattern.Of("C-{0000}").Series(Day), NumberPattern.Of("C-{00000}").Series(Day));
    }

    [Theory]
    [InlineData("C-")]
    [InlineData("C-{0000}{0}")]
    [InlineData("C-{000")]
    [InlineData("C-0}00{0}")]
    [InlineData("{yyyyy}{0}")]
    [InlineData("{}{0}")]
    [InlineData(" {0}")]
    public void Fault_SaysWhatIsWrong(string pattern) => Assert.EndsWith(".", NumberPattern.Fault(pattern), StringComparison.Ordinal);
}
