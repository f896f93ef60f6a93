using System.Globalization;

namespace Crm.Platform.Storage.Search;

/// <summary>How a word of a field is written in the index: <c>12xanna</c>. So a search of some fields, and of some entities, is one for certain words.</summary>
public static class SearchWord
{
    /// <summary>Stands for a word that is not told, so that its neighbours do not come to stand side by side. Nobody can look for it: it has no number.</summary>
    public const string Untold = "z";

    /// <summary>A number no field has.</summary>
    public const int NoField = 0;

    public static string Of(int field, string word) => string.Create(CultureInfo.InvariantCulture, $"{field}x{word}");
}
