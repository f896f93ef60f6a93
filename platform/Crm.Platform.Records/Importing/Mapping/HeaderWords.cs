using System.Collections.Frozen;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>A name cut into plain words: case, punctuation and plurals gone, words that mean the same made one.</summary>
internal static class HeaderWords
{
    // Left is what files say, right is the word it is compared as. Two words on the left are looked for before one.
    private static readonly FrozenDictionary<string, string> Same = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["opportunity"] = "deal",
        ["company"] = "account",
        ["organisation"] = "account",
        ["organization"] = "account",
        ["customer"] = "account",
        ["client"] = "account",
        ["firm"] = "account",
        ["value"] = "amount",
        ["worth"] = "amount",
        ["total"] = "amount",
        ["volume"] = "amount",
        ["phase"] = "stage",
        ["state"] = "status",
        ["established"] = "founded",
        ["founding"] = "founded",
        ["telephone"] = "phone",
        ["tel"] = "phone",
        ["mobile"] = "phone",
        ["cell"] = "phone",
        ["mail"] = "email",
        ["e mail"] = "email",
        ["email address"] = "email",
        ["web"] = "website",
        ["homepage"] = "website",
        ["url"] = "website",
        ["web site"] = "website",
        ["zip"] = "postal code",
        ["zipcode"] = "postal code",
        ["zip code"] = "postal code",
        ["postcode"] = "postal code",
        ["location"] = "country",
        ["nation"] = "country",
        ["town"] = "city",
        ["address"] = "street",
        ["headcount"] = "employee",
        ["staff"] = "employee",
        ["turnover"] = "revenue",
        ["subsidiary of"] = "parent",
        ["part of"] = "parent",
        ["belongs to"] = "parent",
        ["surname"] = "last name",
        ["family name"] = "last name",
        ["given name"] = "first name",
        ["forename"] = "first name",
        ["note"] = "description",
        ["comment"] = "description",
        ["detail"] = "description",
        ["birthday"] = "birthdate",
        ["rep"] = "agent",
        ["salesperson"] = "sale agent",
        ["due"] = "due date",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words as written, one form per word.</summary>
    public static string[] Plain(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
                text.Append(' ');
            text.Append(char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : ' ');
        }
        return [.. text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Singular)];
    }

    /// <summary>The words by their meaning.</summary>
    public static string[] Meaning(string name)
    {
        var words = Plain(name);
        var meant = new List<string>(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            if (i + 1 < words.Length && Same.TryGetValue($"{words[i]} {words[i + 1]}", out var pair))
            {
                meant.AddRange(pair.Split(' '));
                i++;
            }
            else
            {
                meant.AddRange(Same.GetValueOrDefault(words[i], words[i]).Split(' '));
            }
        }
        return [.. meant];
    }

    private static string Singular(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };
}
