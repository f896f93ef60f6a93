namespace Crm.Platform.Records.Importing;

/// <summary>The columns an error file has before the original ones. Known when a mended error file comes back.</summary>
internal static class ErrorFileHeaders
{
    public const int Count = 3;

    public static IReadOnlyList<string> All { get; } = ["row", "column", "reason"];

    public static bool Are(IReadOnlyList<string> headers) => headers.Take(Count).SequenceEqual(All, StringComparer.Ordinal);
}
