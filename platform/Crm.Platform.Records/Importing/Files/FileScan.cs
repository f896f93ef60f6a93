using System.Text;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Importing.Files;

/// <summary>Reads a file once from end to end to find its encoding and what makes it no text at all.</summary>
internal static class FileScan
{
    private const int BufferSize = 64 * 1024;

    public static async Task<Result<FileText>> RunAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        var length = await file.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsSpan(0, length) switch
        {
            [] => Invalid.Of(ImportProblems.Empty),
            [(byte)'P', (byte)'K', 3, 4, ..] => Invalid.Of(ImportProblems.Workbook),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Invalid.Of(ImportProblems.Workbook),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => new FileText("UTF-16"),
            _ => await BytesAsync(file, buffer, length, cancellationToken),
        };
    }

    private static async Task<Result<FileText>> BytesAsync(FileStream file, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var isUtf8 = true;
        while (true)
        {
            if (buffer.AsSpan(0, length).Contains((byte)0))
                return Invalid.Of(ImportProblems.Binary);
            isUtf8 = isUtf8 && Decodes(decoder, buffer.AsSpan(0, length), flush: length == 0);
            if (length == 0)
                break;
            length = await file.ReadAsync(buffer, cancellationToken);
        }
        return isUtf8 ? new FileText("UTF-8") : new FileText("Windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252), Assumed: true);
    }

    private static bool Decodes(Decoder decoder, ReadOnlySpan<byte> bytes, bool flush)
    {
        try
        {
            // Counting alone would keep no state between buffers.
            decoder.GetChars(bytes, new char[bytes.Length + 1], flush);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
