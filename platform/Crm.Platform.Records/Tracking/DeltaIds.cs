using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Crm.Platform.Records.Tracking;

/// <summary>Many ids in few bytes.</summary>
internal static class DeltaIds
{
    public static byte[] Write(IReadOnlyCollection<Guid> ids) => MemoryMarshal.AsBytes<Guid>(ids.ToArray()).ToArray();

    public static ImmutableArray<Guid> Read(byte[] bytes) => [.. MemoryMarshal.Cast<byte, Guid>(bytes)];
}
