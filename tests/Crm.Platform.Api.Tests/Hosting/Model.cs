using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Api.Tests.Hosting;

/// <summary>A small published model: contacts with a lookup, and an entity full of SQL words.</summary>
internal static class Model
{
    public static readonly EntityDefinition User = new("user", [new FieldDefinition("name", FieldKinds.Text)]) { DisplayField = "name", System = true };

    public static readonly EntityDefinition Account = new("account",
    [
        new FieldDefinition("name", FieldKinds.Text) { Title = "Name", Required = true },
        new FieldDefinition("industry", FieldKinds.Text),
    ])
    { DisplayField = "name" };

    public static readonly EntityDefinition Contact = new("contact",
    [
        new FieldDefinition("first_name", FieldKinds.Text) { MaxLength = 100 },
        new FieldDefinition("last_name", FieldKinds.Text) { Title = "Last name", Required = true },
        new FieldDefinition("email", FieldKinds.Email) { Unique = true },
        new FieldDefinition("age", FieldKinds.Integer),
        new FieldDefinition("revenue", FieldKinds.Money) { Scale = 2, Currency = "EUR" },
        new FieldDefinition("active", FieldKinds.Boolean),
        new FieldDefinition("birthdate", FieldKinds.Date),
        new FieldDefinition("seen_at", FieldKinds.DateTime),
        new FieldDefinition("status", FieldKinds.Choice) { Choices = [new Choice("new", "New"), new Choice("won", "Won")] },
        new FieldDefinition("account_id", FieldKinds.Lookup) { Lookup = "account" },
        new FieldDefinition("full_name", FieldKinds.Text) { ReadOnly = true },
    ])
    { DisplayField = "last_name" };

    public static readonly EntityDefinition Order = new("order",
    [
        new FieldDefinition("group", FieldKinds.Text),
        new FieldDefinition("from", FieldKinds.Date),
        new FieldDefinition("case", FieldKinds.Integer),
        new FieldDefinition("user_id", FieldKinds.Lookup) { Lookup = "user" },
    ]);

    public static MetadataSnapshot Snapshot(int version = 1) => new(version, ImmutableArray.Create(User, Account, Contact, Order), [], [], []);
}
