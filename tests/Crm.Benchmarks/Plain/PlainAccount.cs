namespace Crm.Benchmarks.Plain;

/// <summary>An account as somebody would write it for one application.</summary>
internal sealed class PlainAccount : PlainRow
{
    public string? Name { get; set; }
    public string? Status { get; set; }
    public string? Industry { get; set; }
    public string? Sector { get; set; }
    public string? Website { get; set; }
    public string? Phone { get; set; }
    public long? Employees { get; set; }
    public decimal? AnnualRevenue { get; set; }
    public long? YearFounded { get; set; }
    public string? Country { get; set; }
    public string? City { get; set; }
    public string? Street { get; set; }
    public string? PostalCode { get; set; }
    public Guid? ParentAccountId { get; set; }
    public string? Description { get; set; }
}
