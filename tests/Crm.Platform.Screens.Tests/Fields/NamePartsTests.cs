using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields.Creating;

namespace Crm.Platform.Screens.Tests.Fields;

public class NamePartsTests
{
    private static readonly EntityDefinition Person = new("person",
    [
        new("last_name", FieldKinds.Text) { Required = true },
        new("first_name", FieldKinds.Text),
        new("full_name", FieldKinds.Text) { ReadOnly = true, Formula = "trim((first_name ?? '') + ' ' + last_name)" },
    ])
    { DisplayField = "full_name" };

    [Theory]
    [InlineData("Ada King  Lovelace", "last_name=Lovelace first_name=Ada King")]
    [InlineData("Lovelace", "last_name=Lovelace")]
    [InlineData("  ", "")]
    public void Split_FollowsTheFormula_WhenTheNameIsOne(string words, string expected) =>
        Assert.Equal(expected, string.Join(' ', NameParts.Split(words, NameParts.Of(Person)).Select(p => $"{p.Field.Name}={p.Text}")));

    [Fact]
    public void Split_GivesEverything_ToADisplayFieldOfItsOwn()
    {
        var entity = Person with { DisplayField = "last_name" };

        var part = Assert.Single(NameParts.Split("Harbour  Works Ltd", NameParts.Of(entity)));

        Assert.Equal(("last_name", "Harbour Works Ltd"), (part.Field.Name, part.Text));
    }
}
