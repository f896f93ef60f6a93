using System.Collections.Frozen;
using System.Text;

namespace Crm.Platform.Records.Files;

/// <summary>Finds out what a file is from its first bytes. The name only tells apart what looks alike: office documents among zips, sorts of plain text.</summary>
internal static class ContentSniffer
{
    /// <summary>How many bytes it looks at.</summary>
    public const int HeadLength = 1024;

    private const string Unknown = "application/octet-stream";
    private const string Zip = "application/zip";
    private const string Text = "text/plain";

    private static readonly (byte[] Start, string Type)[] Signatures =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"), ([0xFF, 0xD8, 0xFF], "image/jpeg"), ("GIF87a"u8.ToArray(), "image/gif"), ("GIF89a"u8.ToArray(), "image/gif"),
        ("%PDF-"u8.ToArray(), "application/pdf"), ([0x50, 0x4B, 0x03, 0x04], Zip), ([0x50, 0x4B, 0x05, 0x06], Zip), ([0x1F, 0x8B], "application/gzip"),
        ("7z\u00BC\u00AF"u8.ToArray(), "application/x-7z-compressed"), ("MZ"u8.ToArray(), "application/x-msdownload"), ([0x7F, 0x45, 0x4C, 0x46], "application/x-executable"),
        ("#!"u8.ToArray(), "text/x-shellscript"), ("ID3"u8.ToArray(), "audio/mpeg"), ("OggS"u8.ToArray(), "audio/ogg"), ([0xD0, 0xCF, 0x11, 0xE0], "application/x-ole-storage"), ("{\\rtf"u8.ToArray(), "application/rtf"),
    ];

    private static readonly FrozenDictionary<string, string> ZipTypes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".odp"] = "application/vnd.oasis.opendocument.presentation",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> TextTypes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = "text/csv",
        [".md"] = "text/markdown",
        [".json"] = "application/json",
        [".ics"] = "text/calendar",
        [".vcf"] = "text/vcard",
        [".eml"] = "message/rfc822",
        [".htm"] = "text/html",
        [".html"] = "text/html",
        [".svg"] = "image/svg+xml",
        [".xml"] = "application/xml",
        [".js"] = "text/javascript",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsPicture(string contentType) => contentType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>The media type.</summary>
    public static string Type(ReadOnlySpan<byte> head, string name)
    {
        foreach (var (start, type) in Signatures)
            if (head.StartsWith(start))
                return type == Zip ? ZipTypes.GetValueOrDefault(Path.GetExtension(name), Zip) : type;
        if (head.Length > 12 && head[..4].SequenceEqual("RIFF"u8))
            return head[8..12].SequenceEqual("WEBP"u8) ? "image/webp" : head[8..12].SequenceEqual("WAVE"u8) ? "audio/wav" : Unknown;
        if (head.Length > 8 && head[4..8].SequenceEqual("ftyp"u8))
            return "video/mp4";
        return TextOf(head) is { } text ? Marked(text) ?? TextTypes.GetValueOrDefault(Path.GetExtension(name), Text) : Unknown;
    }

    /// <summary>Text with marks is what its marks say, whatever it is called.</summary>
    private static string? Marked(string text)
    {
        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!start.StartsWith('<'))
            return null;
        return start.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "image/svg+xml" : start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? "application/xml" : "text/html";
    }

    /// <summary>The bytes as UTF-8 text, or <see langword="null"/> when they are none. The last character may be cut off.</summary>
    private static string? TextOf(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        var broken = text.IndexOf('\uFFFD', StringComparison.Ordinal);
        return (broken < 0 || broken >= text.Length - 3) && !text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f')) ? text : null;
    }
}
