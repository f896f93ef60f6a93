namespace Crm.Platform.Records.Files;

/// <summary>Limits of uploaded files: <c>Crm:Files:*</c>.</summary>
public sealed class FileStoreOptions
{
    public const string Section = "Crm:Files";

    /// <summary>Largest file; a field may ask for less.</summary>
    public long MaxBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>How long a file stays that no record holds.</summary>
    public TimeSpan KeepLooseFor { get; set; } = TimeSpan.FromDays(1);
}
