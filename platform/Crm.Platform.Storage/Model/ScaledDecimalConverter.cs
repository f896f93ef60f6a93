using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Platform.Storage.Model;

/// <summary>Keeps a decimal as a whole number of its smallest unit: exact, and SQLite sorts, filters, sums and indexes it.</summary>
/// <remarks>EF's own mapping keeps decimals as text there, which sorts 10 before 9.</remarks>
internal sealed class ScaledDecimalConverter : ValueConverter<decimal, long>
{
    private static readonly decimal[] Factors = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    // One per scale: EF Core remembers the mapping of every converter it ever saw.
    private static readonly ImmutableArray<ScaledDecimalConverter> All = [.. Enumerable.Range(0, Factors.Length).Select(scale => new ScaledDecimalConverter(scale))];

    private ScaledDecimalConverter(int scale)
        : base(value => Pack(value, scale), units => Unpack(units, scale))
    {
    }

    public static ScaledDecimalConverter Of(int scale) => All[scale];

    private static long Pack(decimal value, int scale) => (long)decimal.Round(value * Factors[scale], MidpointRounding.AwayFromZero);

    private static decimal Unpack(long units, int scale)
    {
        var magnitude = (ulong)Math.Abs(units);
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, units < 0, (byte)scale);
    }
}
