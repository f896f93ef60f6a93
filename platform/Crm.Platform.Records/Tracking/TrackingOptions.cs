namespace Crm.Platform.Records.Tracking;

/// <summary>How long changes can be followed from: <c>Crm:Tracking:*</c>.</summary>
public sealed class TrackingOptions
{
    public const string Section = "Crm:Tracking";

    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}
