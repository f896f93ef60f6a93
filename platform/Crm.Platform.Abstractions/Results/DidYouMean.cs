namespace Crm.Platform.Abstractions;

/// <summary>The name somebody probably meant: the one hint of its sort for fields, kinds, functions and query options.</summary>
public static class DidYouMean
{
    private const int LongestCompared = 60;

    /// <summary>"Did you mean 'name'?", or <see langword="null"/> when no name is near. Letter case does not count.</summary>
    public static string? Hint(string written, IEnumerable<string> names) => Nearest(written, names) is { } name ? $"Did you mean '{name}'?" : null;

    /// <summary>The nearest of <paramref name="names"/> by edit distance, or <see langword="null"/> when none is within a third of the length.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(names);
        if (written.Length > LongestCompared)
            return null;
        var limit = Math.Max(2, written.Length / 3);
        // Whose length alone is too far off is not compared: names may come from a file and be of any length.
        return names
            .Where(name => Math.Abs(name.Length - written.Length) <= limit)
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(c => c.Distance <= limit)
            .OrderBy(c => c.Distance)
            .Select(c => c.Name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's, with one row.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[right.Length];
    }
}
