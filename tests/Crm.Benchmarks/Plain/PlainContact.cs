namespace Crm.Benchmarks.Plain;

/// <summary>A contact as somebody would write it for one application.</summary>
internal sealed class PlainContact : PlainRow
{
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public string? FullName { get; set; }
    public string? JobTitle { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? Mobile { get; set; }
    public Guid? AccountId { get; set; }
    public PlainAccount? Account { get; set; }
    public string? Status { get; set; }
    public string? Source { get; set; }
    public DateOnly? Birthdate { get; set; }
    public string? Linkedin { get; set; }
    public string? Street { get; set; }
    public string? PostalCode { get; set; }
    public string? City { get; set; }
    public string? Country { get; set; }
    public bool? DoNotContact { get; set; }
    public string? Description { get; set; }
}
