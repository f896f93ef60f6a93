using System.Text.RegularExpressions;

namespace Crm.Platform.Web.Tests.Repository;

/// <summary>What the product logs can be told apart by its number.</summary>
public sealed partial class LogEventTests
{
    [Fact]
    public void EventIds_AreUnique()
    {
        var ids = from file in SourceTree.Files(".cs")
                  from Match message in LoggerMessage().Matches(File.ReadAllText(file))
                  group SourceTree.Relative(file) by message.Groups[1].Value;

        Assert.Equal([], ids.Where(id => id.Count() > 1).Select(id => $"{id.Key}: {string.Join(", ", id)}"));
        Assert.NotEmpty(ids);
    }

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(\d+)")]
    private static partial Regex LoggerMessage();
}
