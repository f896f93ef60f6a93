namespace Crm.Platform.Expressions.Checking;

/// <summary>Finds the name somebody meant.</summary>
internal static class Spelling
{
    /// <summary>"Did you mean 'x'?" for the nearest name, or <see langword="null"/> when none is near.</summary>
    public static string? Suggest(string written, IEnumerable<string> names)
    {
        var allowed = Math.Max(1, Math.Min(written.Length, 60) / 3);
        var nearest = names.Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: written.Length > 60 ? int.MaxValue : Distance(TextRules.Lower(written), TextRules.Lower(name))))
            .Where(n => n.Distance <= allowed).OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is null ? null : $"Did you mean '{nearest.Name}'?";
    }

    /// <summary>Letters to add, drop, change or swap with the next to get from one to the other.</summary>
    private static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            for (var j = 0; j <= to.Length; j++)
                table[i, j] = i == 0 || j == 0 ? i + j : Step(table, from, to, i, j);
        return table[from.Length, to.Length];
    }

    private static int Step(int[,] table, string from, string to, int i, int j)
    {
        var changed = table[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        var best = Math.Min(changed, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var swaps = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return swaps ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
