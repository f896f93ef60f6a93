using Crm.Platform.Records.Writing;

namespace Crm.Platform.Web.Demo;

/// <summary>A generated record and what the records that point at it want to know of it.</summary>
internal class DemoRecord(RecordInput input, DateOnly created)
{
    public RecordInput Input { get; } = input;

    public Guid Id { get; } = input.Id!.Value;

    public DateOnly Created { get; } = created;

    /// <summary>Begins a record made just before a day.</summary>
    public static RecordInput Begin(DemoRandom luck, DateOnly day)
    {
        var moment = luck.Before(day);
        return new RecordInput { Id = luck.Id(moment), CreatedAt = moment };
    }
}

/// <summary>Somebody who owns records; the name is <see langword="null"/> while it is not known.</summary>
internal sealed class DemoPerson(RecordInput input, DateOnly created, string? name) : DemoRecord(input, created)
{
    public string? Name { get; } = name;
}

internal sealed class DemoProduct(RecordInput input, DateOnly created, string name, decimal price) : DemoRecord(input, created)
{
    public string Name { get; } = name;
    public decimal Price { get; } = price;
}

internal sealed class DemoAccount(RecordInput input, DateOnly created, string name, string domain, DemoPlace place, string status, DemoPerson owner) : DemoRecord(input, created)
{
    public string Name { get; } = name;
    public string Domain { get; } = domain;
    public DemoPlace Place { get; } = place;
    public string Status { get; } = status;
    public DemoPerson Owner { get; } = owner;
    public List<DemoContact> Contacts { get; } = [];
}

internal sealed class DemoContact(RecordInput input, DateOnly created, string firstName, DemoAccount account) : DemoRecord(input, created)
{
    public string FirstName { get; } = firstName;
    public DemoAccount Account { get; } = account;
}

internal sealed class DemoDeal(RecordInput input, DateOnly created, bool open, DemoAccount account, DemoContact contact) : DemoRecord(input, created)
{
    public bool Open { get; } = open;
    public DemoAccount Account { get; } = account;
    public DemoContact Contact { get; } = contact;
}
