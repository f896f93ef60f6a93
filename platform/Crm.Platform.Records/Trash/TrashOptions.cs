namespace Crm.Platform.Records.Trash;

/// <summary>How long deleted records can be had back: <c>Crm:Trash:*</c>.</summary>
public sealed class TrashOptions
{
    public const string Section = "Crm:Trash";

    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(90);
}
