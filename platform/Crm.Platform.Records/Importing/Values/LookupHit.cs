namespace Crm.Platform.Records.Importing.Values;

/// <summary>What a cell of a lookup column stands for.</summary>
/// <param name="Id">The target, or <see langword="null"/> when there is none to take.</param>
/// <param name="Reason">Why there is none, where it is not simply missing: several have that name, it could not be created.</param>
internal sealed record LookupHit(Guid? Id, string? Reason = null)
{
    public static LookupHit Missing { get; } = new((Guid?)null);
}
