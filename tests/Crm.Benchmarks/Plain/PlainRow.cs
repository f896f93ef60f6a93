namespace Crm.Benchmarks.Plain;

/// <summary>The columns every table has.</summary>
internal abstract class PlainRow
{
    public Guid Id { get; set; }
    public DateTime CreatedAt { get; set; }
    public Guid? CreatedById { get; set; }
    public DateTime ModifiedAt { get; set; }
    public Guid? ModifiedById { get; set; }
    public Guid? OwnerId { get; set; }
    public long Version { get; set; }

    [System.Text.Json.Serialization.JsonIgnore]
    public DateTime? DeletedAt { get; set; }
}
