using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Testing.Platforms;

namespace Crm.Platform.Metadata.Tests.Fields;

/// <summary>Kinds whose values have a shape of their own: several choices, times, parts, JSON.</summary>
public sealed class ShapedKindTests
{
    private static readonly EntityDefinition Stall = new DefinitionReader(Kinds.Registry).ReadEntity(DefinitionText.Parse(StallDefinition.Json).Value).Value;

    private static FieldDefinition Field(string name) => Stall.Field(name)!;

    [Theory]
    [InlineData("wares", """["fish","fruit"]""", """["fruit","fish"]""")]
    [InlineData("wares", """["cheese_100%"]""", """["cheese_100%"]""")]
    [InlineData("share", "25", "25")]
    [InlineData("share", "12.5", "12.5")]
    [InlineData("opens", "\"14:30:00\"", "\"14:30:00\"")]
    [InlineData("opens", "\"09:05\"", "\"09:05:00\"")]
    [InlineData("effort", "\"PT1H30M\"", "\"PT1H30M\"")]
    [InlineData("effort", "\"PT90M\"", "\"PT1H30M\"")]
    [InlineData("effort", "\"P1DT2H\"", "\"P1DT2H\"")]
    [InlineData("effort", "\"P2W\"", "\"P14D\"")]
    [InlineData("effort", "\"-PT5S\"", "\"-PT5S\"")]
    [InlineData("stars", "4", "4")]
    [InlineData("paint", "\"#1B8A5A\"", "\"#1b8a5a\"")]
    [InlineData("paint", "\"#FA0\"", "\"#ffaa00\"")]
    [InlineData("settings", """{ "b": [1, 2.50, null], "a": "x<y" }""", """{"b":[1,2.50,null],"a":"x<y"}""")]
    [InlineData("settings", "\"just text\"", "\"just text\"")]
    [InlineData("settings", "false", "false")]
    [InlineData("billing_address", """{"city":"Ulm","street":" Hauptstr. 1 "}""", """{"street":"Hauptstr. 1","city":"Ulm","postal_code":null,"region":null,"country":null}""")]
    [InlineData("place", """{"latitude":52.52,"longitude":-13.405}""", """{"latitude":52.52,"longitude":-13.405}""")]
    public void Json_IsBroughtIntoItsOneForm(string field, string json, string wire)
    {
        var stored = Kinds.Accept(Field(field), json);

        Assert.Null(stored.Failure);
        Assert.Equal(wire, Kinds.Wire(Field(field), stored.Value));
    }

    [Theory]
    [InlineData("wares", "\"fruit\"", "field.type")]
    [InlineData("wares", """["meat"]""", "field.choice")]
    [InlineData("wares", """["fish","fish"]""", "field.choice")]
    [InlineData("wares", "[1]", "field.type")]
    [InlineData("share", "\"25\"", "field.type")]
    [InlineData("share", "0.125", "field.scale")]
    [InlineData("opens", "\"24:00\"", "field.type")]
    [InlineData("opens", "\"14:30:00.5\"", "field.type")]
    [InlineData("effort", "\"1h\"", "field.type")]
    [InlineData("effort", "\"P1M\"", "field.type")]
    [InlineData("effort", "\"PT0.5S\"", "field.type")]
    [InlineData("effort", "\"PT\"", "field.type")]
    [InlineData("effort", "\"PT1M1H\"", "field.type")]
    [InlineData("effort", "\"P99999999999D\"", "field.range")]
    [InlineData("stars", "0", "field.minimum")]
    [InlineData("stars", "6", "field.maximum")]
    [InlineData("stars", "2.5", "field.scale")]
    [InlineData("paint", "\"red\"", "field.format")]
    [InlineData("paint", "\"#12345g\"", "field.format")]
    [InlineData("settings", """{"a":1,"a":2}""", "field.format")]
    [InlineData("billing_address", "\"Ulm\"", "field.type")]
    [InlineData("billing_address", """{"town":"Ulm"}""", "field.unknown")]
    [InlineData("billing_address", """{"city":5}""", "field.type")]
    [InlineData("place", """{"latitude":52.52}""", "field.incomplete")]
    [InlineData("place", """{"latitude":91,"longitude":0}""", "field.maximum")]
    [InlineData("permit", """{"name":"a.pdf"}""", "field.type")]
    public void Json_IsRefused_WhenItDoesNotFit(string field, string json, string code) => Assert.Equal(code, Kinds.Accept(Field(field), json).Failure?.Code);

    [Fact]
    public void Json_IsRefused_WhenItIsTooLargeOrTooDeep()
    {
        Assert.Equal("field.max_length", Kinds.Accept(Field("settings"), $"\"{new string('x', 64 * 1024)}\"").Failure?.Code);
        Assert.Equal("field.format", Kinds.Accept(Field("settings"), new string('[', 40) + new string(']', 40)).Failure?.Code);
    }

    [Theory]
    [InlineData("wares", "Fish; fresh FRUIT", """["fruit","fish"]""")]
    [InlineData("wares", "fish|fruit", """["fruit","fish"]""")]
    [InlineData("wares", "fish, fruit, fish", """["fruit","fish"]""")]
    [InlineData("share", "12.5 %", "12.5")]
    [InlineData("share", "25", "25")]
    [InlineData("opens", "2:30 PM", "\"14:30:00\"")]
    [InlineData("opens", "14:30", "\"14:30:00\"")]
    [InlineData("opens", "14.30", "\"14:30:00\"")]
    [InlineData("opens", "9 am", "\"09:00:00\"")]
    [InlineData("effort", "1h 30m", "\"PT1H30M\"")]
    [InlineData("effort", "90m", "\"PT1H30M\"")]
    [InlineData("effort", "90 minutes", "\"PT1H30M\"")]
    [InlineData("effort", "1:30", "\"PT1H30M\"")]
    [InlineData("effort", "1:30:15", "\"PT1H30M15S\"")]
    [InlineData("effort", "1.5 hours", "\"PT1H30M\"")]
    [InlineData("effort", "1,5h", "\"PT1H30M\"")]
    [InlineData("effort", "pt1h30m", "\"PT1H30M\"")]
    [InlineData("effort", "-2d", "\"-P2D\"")]
    [InlineData("stars", "★★★", "3")]
    [InlineData("stars", "4/5", "4")]
    [InlineData("paint", "1b8a5a", "\"#1b8a5a\"")]
    [InlineData("settings", "[1, 2]", "[1,2]")]
    [InlineData("place", "52.52, 13.405", """{"latitude":52.52,"longitude":13.405}""")]
    [InlineData("billing_address", "Hauptstr. 1\n89073 Ulm", """{"street":"Hauptstr. 1, 89073 Ulm","city":null,"postal_code":null,"region":null,"country":null}""")]
    public void Text_IsReadAsPeopleWriteIt(string field, string text, string wire)
    {
        var stored = Kinds.Typed(Field(field), text);

        Assert.Null(stored.Failure);
        Assert.Equal(wire, Kinds.Wire(Field(field), stored.Value));
    }

    [Theory]
    [InlineData("wares", "fish, meat")]
    [InlineData("opens", "25:00")]
    [InlineData("opens", "noonish")]
    [InlineData("effort", "90")]
    [InlineData("effort", "1:75")]
    [InlineData("effort", "2 fortnights")]
    [InlineData("stars", "4/10")]
    [InlineData("paint", "blue")]
    [InlineData("settings", "{oops")]
    [InlineData("place", "here")]
    public void Text_IsRefused_WhenNobodyCouldMeanIt(string field, string text) => Assert.NotNull(Kinds.Typed(Field(field), text).Failure);

    [Theory]
    [InlineData("wares", """["fruit","fish"]""", "Fresh fruit, Fish")]
    [InlineData("share", "12.5", "12.5 %")]
    [InlineData("opens", "\"14:30:00\"", "2:30 PM")]
    [InlineData("effort", "\"P1DT2H30M\"", "1d 2h 30m")]
    [InlineData("stars", "4", "4/5")]
    [InlineData("notes", "\"<p>One</p><ul><li>two</li></ul>\"", "One\ntwo")]
    [InlineData("billing_address", """{"street":"Hauptstr. 1","city":"Ulm","postal_code":"89073","country":"Germany"}""", "Hauptstr. 1, 89073 Ulm, Germany")]
    public void Value_IsShownAsPeopleReadIt(string field, string json, string shown)
    {
        var text = Kinds.Of(Field(field).Kind).Format(Kinds.Accept(Field(field), json).Value, Field(field), Kinds.English);

        Assert.Equal(shown, text.Replace('\u202f', ' '));
    }

    [Theory]
    [InlineData("name", "\"Ann, \\\"x\\\"\"")]
    [InlineData("wares", """["fruit","cheese_100%"]""")]
    [InlineData("notes", "\"<p>a <b>b</b></p>\"")]
    [InlineData("share", "1234.5")]
    [InlineData("opens", "\"23:59:59\"")]
    [InlineData("effort", "\"P1DT2H\"")]
    [InlineData("stars", "5")]
    [InlineData("paint", "\"#00ff00\"")]
    [InlineData("settings", """{"a":[true]}""")]
    [InlineData("billing_address", """{"street":"A, B; C","city":"Ulm","postal_code":null,"region":null,"country":null}""")]
    [InlineData("place", """{"latitude":-1.5,"longitude":2}""")]
    public void Export_IsReadBackAsTheSameValue(string field, string json)
    {
        var (definition, kind) = (Field(field), Kinds.Of(Field(field).Kind));
        var value = Kinds.Accept(definition, json).Value;

        var again = Kinds.Typed(definition, kind.Export(value, definition), System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(value, again.Value);
    }

    [Fact]
    public void Schema_TakesWhatTheWireCarries_AndRefusesOthers()
    {
        var schema = Kinds.Of(FieldKinds.MultiChoice).Schema(Field("wares"));
        Assert.Equal("""{"type":"array","title":"Wares","items":{"type":"string","enum":["fruit","fish","cheese_100%"]},"uniqueItems":true}""", schema.ToJsonString());
        var address = Kinds.Of(FieldKinds.Address).Schema(Field("billing_address"));
        Assert.Equal(["street", "city", "postal_code", "region", "country"], address["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(JsonValueKind.False, address["additionalProperties"]!.GetValueKind());
        Assert.True((bool)Kinds.Of(FieldKinds.File).Schema(Field("permit"))["properties"]!["size"]!["readOnly"]!);
    }
}
