using System.Text;

namespace Crm.Platform.Storage.Search;

/// <summary>Takes text apart into the words it is found by: the one place that decides what a word is, for every database, for what is stored and for what is looked for.</summary>
/// <remarks>
/// A word is a run of letters, digits and the marks that belong to them, without regard to case, accents and width; <c>ß</c> is <c>ss</c>. Everything else parts words.
/// Scripts that put no space between words (Chinese, Japanese) count each character as a word, and so does each picture character.
/// </remarks>
public static class TextWords
{
    /// <summary>Longer words count by their beginning, in UTF-16 code units.</summary>
    public const int LongestWord = 40;

    /// <summary>Adds the words of a text in their order. Any text will do, broken surrogates too.</summary>
    public static void Split(string text, ICollection<string> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        if (Ascii.IsValid(text))
            SplitAscii(text, words);
        else
            new RuneWords(words).Add(Decomposed(text));
    }

    private static void SplitAscii(string text, ICollection<string> words)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAsciiLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }
            if (start >= 0)
                words.Add(text.Substring(start, Math.Min(i - start, LongestWord)).ToLowerInvariant());
            start = -1;
        }
    }

    /// <summary>Letters and their accents apart, ligatures and wide forms as plain letters. What is no Unicode becomes a character that parts words.</summary>
    private static string Decomposed(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            valid.Append(rune);
        return valid.ToString().Normalize(NormalizationForm.FormKD);
    }
}
