using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Tests.Model;

/// <summary>A deal with a field of every storage type, its account and the account's owner.</summary>
internal sealed class Sample : IEntitySource
{
    public static Sample Model { get; } = new();

    public static SampleKinds Kinds { get; } = new();

    public static EntityDefinition Account { get; } = new("account",
    [
        new("name", FieldKinds.Text),
        new("industry", FieldKinds.Text),
        new("employees", FieldKinds.Integer),
        new("rating", FieldKinds.Decimal) { Scale = 1 },
        new("parent_id", FieldKinds.Lookup) { Lookup = "account" },
        Address("seat"),
        new("label", FieldKinds.Text) { Formula = "upper(name ?? parent.name)", IsVirtual = true },
    ])
    { Title = "Account" };

    public static EntityDefinition Deal { get; } = new("deal",
    [
        new("name", FieldKinds.Text),
        new("city", FieldKinds.Text),
        new("status", FieldKinds.Choice) { Choices = [new("open", "Open"), new("won", "Won"), new("lost", "Lost")] },
        new("score", FieldKinds.Integer),
        new("rank", FieldKinds.Integer),
        new("amount", FieldKinds.Money) { Scale = 2 },
        new("discount", FieldKinds.Decimal) { Scale = 3 },
        new("locked", FieldKinds.Boolean),
        new("hot", FieldKinds.Boolean),
        new("closes_on", FieldKinds.Date),
        new("signed_on", FieldKinds.Date),
        new("called_at", FieldKinds.DateTime),
        new("starts", FieldKinds.Time),
        new("tags", FieldKinds.MultiChoice) { Choices = [new("a", "A"), new("b%", "B"), new("c", "C")] },
        Address("home"),
        new("account_id", FieldKinds.Lookup) { Lookup = "account" },
        new("partner_id", FieldKinds.Lookup) { Lookup = "account" },
        new("about_id", FieldKinds.Lookup) { Targets = ["account", "user"], TypeField = "about_type" },
        new("about_type", FieldKinds.Choice) { Choices = [new("account", "Account"), new("user", "User")], TypeOf = "about_id" },
        new("anything_id", FieldKinds.Lookup) { Targets = ["*"], TypeField = "anything_type" },
        new("anything_type", FieldKinds.Text) { TypeOf = "anything_id" },
        new("net", FieldKinds.Decimal) { Scale = 5, Formula = "amount * (1 - discount)", IsVirtual = true },
        new("tag", FieldKinds.Text) { Formula = "`${account.label}/${city}`", IsVirtual = true },
    ])
    { Title = "Deal" };

    public static EntityDefinition User { get; } = new("user", [new("name", FieldKinds.Text), new("email", FieldKinds.Email)]) { Title = "User" };

    private static FieldDefinition Address(string name) => new(name, FieldKinds.Address)
    {
        Parts = [new($"{name}.street", FieldKinds.Text) { Part = "street" }, new($"{name}.city", FieldKinds.Text) { Part = "city" }],
    };

    public EntityDefinition? Entity(string name) => name switch { "account" => Account, "deal" => Deal, "user" => User, _ => null };

    public static Result<TypedExpression> Check(string text) => ExpressionChecker.Check(ExpressionParser.Parse(text).Value, Deal, Model, Kinds);

    public static Result<TypedExpression> CheckCondition(string text) => ExpressionChecker.CheckCondition(ExpressionParser.Parse(text).Value, Deal, Model, Kinds);

    public static TypedExpression Typed(string text) => Check(text).Value;
}
