using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Platform.Storage.Schema;

/// <summary>Names in the database. PostgreSQL cuts after 63 bytes without a word, so what is longer gets a mark of the whole name in place of its end.</summary>
internal static class StoredNames
{
    private const int Longest = 63;
    private const int MarkLength = 8;

    public static string PrimaryKey(string table) => Fitted($"PK_{table}", Longest);

    /// <summary>The column or table of something removed in a version.</summary>
    public static string Tombstone(string name, int version)
    {
        var end = $"_{version}";
        return Fitted($"zz_{name}", Longest - end.Length) + end;
    }

    /// <summary>An index. Two underscores part entity and fields; where names have two of their own, only the mark can tell <c>a__b</c> over <c>c</c> from <c>a</c> over <c>b</c> and <c>c</c>.</summary>
    public static string Index(string entity, IReadOnlyList<string> fields, bool isUnique)
    {
        var name = $"{(isUnique ? "ux" : "ix")}_{entity}__{string.Join("__", fields).Replace('.', '_')}";
        var isAmbiguous = fields.Prepend(entity).Any(n => n.Contains("__", StringComparison.Ordinal) || n.Contains('.', StringComparison.Ordinal) || n.EndsWith('_'));
        return isAmbiguous ? Marked(name, string.Join('|', fields.Prepend(entity)), Longest) : Fitted(name, Longest);
    }

    /// <summary>What earlier builds may have called an index.</summary>
    public static IEnumerable<string> EarlierIndex(string entity, IEnumerable<string> columns, bool isUnique)
    {
        var name = $"{(isUnique ? "ux" : "ix")}_{entity}_{string.Join('_', columns)}";
        // Where a name was not made to fit, PostgreSQL cut it.
        return name.Length <= Longest ? [name] : [name, Fitted(name, Longest), name[..Longest]];
    }

    /// <summary>The name of a tombstone that earlier builds let grow longer than it may be now.</summary>
    public static string Shortened(string tombstone)
    {
        var end = tombstone.LastIndexOf('_');
        return tombstone.Length <= Longest ? tombstone : Tombstone(tombstone["zz_".Length..end], int.Parse(tombstone[(end + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>The name itself where it fits.</summary>
    private static string Fitted(string name, int longest) => name.Length <= longest ? name : Marked(name, name, longest);

    private static string Marked(string name, string whole, int longest)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..MarkLength];
        return $"{name[..Math.Min(name.Length, longest - MarkLength - 1)]}_{mark}";
    }
}
