using System.Security.Cryptography;
using System.Text;

namespace Crm.Platform.Storage.Schema;

/// <summary>Names in the database. PostgreSQL cuts after 63 bytes without a word, so what is longer gets a mark of the whole name in place of its end.</summary>
internal static class StoredNames
{
    public const int Longest = 63;

    private const int MarkLength = 8;

    public static string PrimaryKey(string table) => Fitted($"PK_{table}", Longest);

    /// <summary>The index the trash is listed and emptied by, which every table has.</summary>
    public static string TrashIndex(string table, int longest) => Fitted($"ix_{table}_deleted_at", longest);

    public static string Tombstone(string name, int version, int longest)
    {
        var end = $"_{version}";
        return Fitted($"zz_{name}", longest - end.Length) + end;
    }

    /// <summary>The name itself where it fits.</summary>
    public static string Fitted(string name, int longest)
    {
        if (name.Length <= longest)
            return name;
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..MarkLength];
        return $"{name[..(longest - MarkLength - 1)]}_{mark}";
    }
}
