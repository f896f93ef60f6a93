using System.Text;

namespace Crm.Platform.Storage.Search;

/// <summary>Collects the words of one record within what every database takes, so that all of them leave out the same.</summary>
public sealed class SearchEntryBuilder
{
    /// <summary>PostgreSQL tells places apart up to 16,383.</summary>
    private const int MostWords = 10_000;

    /// <summary>PostgreSQL keeps a megabyte of words per record.</summary>
    private const int MostBytes = 500_000;

    /// <summary>PostgreSQL keeps 255 places of one word.</summary>
    private const int MostRepeats = 250;

    private readonly List<string> _split = [];
    private readonly List<string> _words = [];
    private readonly Dictionary<string, int> _repeats = new(StringComparer.Ordinal);
    private int _bytes;

    public void Add(int field, string text)
    {
        _split.Clear();
        TextWords.Split(text, _split);
        foreach (var word in _split)
        {
            var told = SearchWord.Of(field, word);
            if (_words.Count >= MostWords || (_bytes += Encoding.UTF8.GetByteCount(told) + 1) > MostBytes)
                return;
            var repeats = _repeats[told] = _repeats.GetValueOrDefault(told) + 1;
            _words.Add(repeats > MostRepeats ? SearchWord.Untold : told);
        }
    }

    public SearchEntry Build(Guid record) => new(record, _words);
}
