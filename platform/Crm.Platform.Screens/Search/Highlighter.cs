namespace Crm.Platform.Screens.Search;

/// <summary>Cuts a text into pieces that hold searched words and pieces that do not.</summary>
internal static class Highlighter
{
    public static IEnumerable<(string Text, bool Hit)> Split(string text, string words)
    {
        var wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var done = 0;
        while (Next(text, wanted, done) is var (start, length) && length > 0)
        {
            if (start > done)
                yield return (text[done..start], false);
            yield return (text.Substring(start, length), true);
            done = start + length;
        }
        if (done < text.Length)
            yield return (text[done..], false);
    }

    private static (int Start, int Length) Next(string text, string[] wanted, int from)
    {
        var best = (Start: int.MaxValue, Length: 0);
        foreach (var word in wanted)
        {
            var at = text.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at < best.Start || (at == best.Start && word.Length > best.Length)))
                best = (at, word.Length);
        }
        return best;
    }
}
