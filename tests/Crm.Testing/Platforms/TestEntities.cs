using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Testing.Platforms;

/// <summary>Small entities that together use every storage type and both ends of a lookup.</summary>
public static class TestEntities
{
    public static EntityDefinition Site => new("site",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true, MaxLength = 40 },
        new("region", FieldKinds.Text) { Title = "Region" },
        new("parent_id", FieldKinds.Lookup) { Title = "Parent", Lookup = "site" },
    ])
    { Title = "Site", PluralTitle = "Sites", DisplayField = "name" };

    public static EntityDefinition Visit => new("visit",
    [
        new("subject", FieldKinds.Text) { Title = "Subject", Required = true },
        new("code", FieldKinds.Text) { Title = "Code", Unique = true },
        new("status", FieldKinds.Choice) { Title = "Status", Choices = [new("open", "Open"), new("won", "Won"), new("lost", "Lost")], Default = JsonSerializer.SerializeToElement("open") },
        new("amount", FieldKinds.Money) { Title = "Amount", Scale = 2, Currency = "EUR", Minimum = 0 },
        new("guests", FieldKinds.Integer) { Title = "Guests" },
        new("day", FieldKinds.Date) { Title = "Day" },
        new("starts_at", FieldKinds.DateTime) { Title = "Starts" },
        new("done", FieldKinds.Boolean) { Title = "Done" },
        new("order", FieldKinds.Integer) { Title = "Order" },
        new("site_id", FieldKinds.Lookup) { Title = "Site", Lookup = "site", OnDelete = OnDelete.Cascade },
    ])
    { Title = "Visit", PluralTitle = "Visits", DisplayField = "subject", Keys = [["code"]], Indexes = [["status", "amount"]] };
}
