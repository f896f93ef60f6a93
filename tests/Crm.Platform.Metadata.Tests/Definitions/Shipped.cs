using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Tests.Definitions;

/// <summary>The shipped definitions, read once from where the build puts them.</summary>
internal static class Shipped
{
    private static readonly Lazy<Task<ShippedDefinitions>> Read = new(() => ShippedDefinitions.ReadAsync(ShippedDefinitions.DefaultFolder, CancellationToken.None));

    public static Task<ShippedDefinitions> ReadAsync() => Read.Value;
}
