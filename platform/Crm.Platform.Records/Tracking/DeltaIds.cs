using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Crm.Platform.Records.Tracking;

/// <summary>Many ids in few bytes.</summary>
public static class DeltaIds
{
    /// <summary>Records that are remembered for one who follows.</summary>
    public const int Most = 50_000;

    public static byte[] Write(IReadOnlyCollection<Guid> ids) => MemoryMarshal.AsBytes<Guid>(ids.ToArray()).ToArray();

    public static ImmutableArray<Guid> Read(byte[] bytes) => [.. MemoryMarshal.Cast<byte, Guid>(bytes)];
}
