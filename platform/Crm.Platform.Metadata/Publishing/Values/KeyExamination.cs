using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Finds living records that share the values of a key. Records with an empty field have no key.</summary>
internal sealed class KeyExamination(ImmutableArray<string> fields)
{
    private readonly HashSet<UInt128> _seen = [];

    public ImmutableArray<string> Fields => fields;

    /// <summary>Records whose key an earlier one has.</summary>
    public Misfits Taken { get; } = new();

    /// <param name="valueOf">A field's value as it will be.</param>
    public void Look(Record record, Func<string, object?> valueOf)
    {
        if (record.DeletedAt is not null || fields.Any(f => valueOf(f) is null))
            return;
        if (!_seen.Add(Digest(fields.Select(f => valueOf(f)!))))
            Taken.Add(record);
    }

    /// <summary>A digest instead of the values, so that a million records fit in memory.</summary>
    private static UInt128 Digest(IEnumerable<object> values)
    {
        var text = new StringBuilder();
        foreach (var value in values.Select(v => v is string s ? Fold(s) : ConversionText.Of(v)))
            text.Append(CultureInfo.InvariantCulture, $"{value.Length}:{value}");
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>As the database compares text: A–Z and a–z are alike.</summary>
    private static string Fold(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
    });
}
