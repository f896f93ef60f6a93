using System.Globalization;
using Crm.Platform.Screens.Shell;
using Crm.Testing.Platforms;

namespace Crm.Platform.Screens.Tests.Shell;

public class LocalTimeTests
{
    private static readonly DateTime Now = new TestClock().GetUtcNow().UtcDateTime;

    [Theory]
    [InlineData(0, "today")]
    [InlineData(1, "tomorrow")]
    [InlineData(-1, "yesterday")]
    [InlineData(5, "in 5 days")]
    [InlineData(-3, "3 days ago")]
    public void Day_SpeaksInWords_WhenItIsNear(int days, string words) =>
        Assert.Equal(words, new LocalTime(new TestClock()).Day(DateOnly.FromDateTime(Now).AddDays(days)));

    [Theory]
    [InlineData(10, "just now")]
    [InlineData(60, "1 minute ago")]
    [InlineData(60 * 45, "45 minutes ago")]
    [InlineData(60 * 60 * 3, "3 hours ago")]
    public void Ago_CountsBack_WhenItIsTheSameDay(int seconds, string words) =>
        Assert.Equal(words, new LocalTime(new TestClock()).Ago(Now.AddSeconds(-seconds)));

    [Fact]
    public void Named_MeansThePersonsOwnDay_WhenItIsAlreadyTomorrowThere()
    {
        var time = new LocalTime(new TestClock());
        time.Use("Pacific/Kiritimati");

        Assert.Equal(new DateOnly(2026, 3, 17), time.Named(" Tomorrow "));
    }

    [Theory]
    [InlineData("2026-01-10 12:00", "2026-01-10 11:00")]
    [InlineData("2026-07-10 12:00", "2026-07-10 10:00")]
    [InlineData("2026-03-29 02:30", "2026-03-29 01:30")]
    public void ToUtc_FollowsSummerTime_WhenTheZoneHasIt(string local, string utc)
    {
        var time = new LocalTime(new TestClock());
        time.Use("Europe/Berlin");

        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture), time.ToUtc(DateTime.Parse(local, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Use_StaysAtUtc_WhenTheZoneIsUnknown()
    {
        var time = new LocalTime(new TestClock());
        time.Use("Nowhere/<script>");

        Assert.Equal(TimeZoneInfo.Utc, time.Zone);
    }
}
