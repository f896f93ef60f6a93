using System.Globalization;
using System.Text;

namespace Crm.Platform.Storage.Search;

/// <summary>Words of one decomposed text that is more than ASCII.</summary>
internal sealed class RuneWords(ICollection<string> words)
{
    private readonly StringBuilder _word = new();
    private bool _isFull;

    public void Add(string decomposed)
    {
        foreach (var rune in decomposed.EnumerateRunes())
            Add(rune);
        End();
    }

    private void Add(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (IsSilent(rune.Value, category))
            return;
        if (StandsAlone(rune.Value, category))
        {
            End();
            words.Add(rune.ToString());
        }
        else if (IsPartOfWord(category))
        {
            Append(Rune.ToLowerInvariant(rune));
        }
        else
        {
            End();
        }
    }

    private void Append(Rune rune)
    {
        var folded = Folded(rune.Value) ?? rune.ToString();
        _isFull |= _word.Length + folded.Length > TextWords.LongestWord;
        if (!_isFull)
            _word.Append(folded);
    }

    private void End()
    {
        if (_word.Length > 0)
            words.Add(_word.ToString());
        _word.Clear();
        _isFull = false;
    }

    /// <summary>Accents, voicing marks of kana, variation selectors, joiners and soft hyphens: neither part of a word nor its end.</summary>
    private static bool IsSilent(int value, UnicodeCategory category) =>
        value is (>= 0x300 and <= 0x36F) or 0x3099 or 0x309A or (>= 0xFE00 and <= 0xFE0F) || category == UnicodeCategory.Format;

    private static bool StandsAlone(int value, UnicodeCategory category) =>
        category == UnicodeCategory.OtherSymbol
        || (IsPartOfWord(category) && value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF));

    private static bool IsPartOfWord(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Letters that decomposing leaves whole and people type as others.</summary>
    private static string? Folded(int value) => value switch
    {
        'ß' => "ss",
        'ς' => "σ",
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => null,
    };
}
