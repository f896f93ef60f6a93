namespace Crm.Platform.Records.Tests.Search;

/// <summary>Texts and searches made of what search engines stumble over.</summary>
internal sealed class RandomTexts(int seed)
{
    private static readonly string[] Pieces =
    [
        "anna", "Anna", "ANNA", "Müller", "mueller", "muller", "Mü\u0308ller", "Straße", "STRASSE", "straße", "Ærø", "Łódź", "lodz", "İstanbul", "ıstanbul", "anna.meier@example.com", "meier@example", "example.com",
        "+49 (0)89 123-456", "123-456", "123456", "C-0001", "0001", "1", "12", "1.250,50", "東京都", "東京", "京都", "とうきょう", "がか", "かか", "한국어", "서울", "🎉", "👩‍💻", "🎉🎉", "a", "b", "ab", "abc", "z", "x", "1x", "12xanna",
        "O'Brien", "\"quoted\"", "'", "\"", "(", ")", "*", "anna*", "%", "_", "\\", ":*", "&", "|", "!", "<->", "NEAR", "NEAR(a b)", "words:", "-", "--", ";", "^anna", "{", "}", "\t", "and", "or", "not", "de la", "½", "①", "ﬁne", "fine", "ｗｉｄｅ", "wide",
        "e\u0301te\u0301", "été", "ete", "naïve", "Ελλάς", "ελλας", "привет", "ПРИВЕТ", "שלום", "مرحبا", "हिन्दी", "ไทย", "co\u00ADop", "coop", "don’t", "don't", "x\u200By", "10%", "C++", "c#", ".NET",
    ];

    private static readonly string[] Operators = ["AND", "OR", "NOT", "(", ")", "\"", "AND NOT", "OR NOT"];

    private readonly Random _random = new(seed);

    public string Text() => _random.Next(40) == 0 ? new string('w', 10_000) + " " + Words(3) : Words(_random.Next(0, 9));

    public string Search()
    {
        var parts = new List<string>();
        for (var i = _random.Next(1, 6); i > 0; i--)
        {
            if (_random.Next(3) == 0)
                parts.Add(Operators[_random.Next(Operators.Length)]);
            parts.Add(_random.Next(4) switch { 0 => $"\"{Words(2)}\"", 1 => Beginning(), _ => Piece() });
        }
        if (_random.Next(5) == 0)
            parts.Add(Operators[_random.Next(Operators.Length)]);
        return string.Join(' ', parts);
    }

    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Piece()));

    private string Beginning() => Piece() is var piece && char.IsSurrogate(piece[0]) ? piece : piece[..(1 + _random.Next(piece.Length))];

    private string Piece() => Pieces[_random.Next(Pieces.Length)];
}
