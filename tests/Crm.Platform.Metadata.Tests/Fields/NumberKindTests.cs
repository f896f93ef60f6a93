using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Tests.Fields;

public sealed class NumberKindTests
{
    private static readonly FieldDefinition Count = new("count", FieldKinds.Integer) { Title = "Count", Minimum = -5, Maximum = 100 };
    private static readonly FieldDefinition Amount = new("amount", FieldKinds.Money) { Title = "Amount", Scale = 2, Currency = "USD" };

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5.0", 5)]
    [InlineData("1e2", 100)]
    [InlineData("-5", -5)]
    public void Integer_Accepts_WhenTheNumberIsWhole(string json, long expected) => Assert.Equal(expected, Kinds.Accept(Count, json).Value);

    [Theory]
    [InlineData("5.5", "field.scale")]
    [InlineData("\"5\"", "field.type")]
    [InlineData("true", "field.type")]
    [InlineData("101", "field.maximum")]
    [InlineData("-6", "field.minimum")]
    [InlineData("9223372036854775808", "field.range")]
    [InlineData("1e400", "field.range")]
    [InlineData("1e-400", "field.range")]
    public void Integer_Refuses_WhenTheNumberDoesNotFit(string json, string code) => Assert.Equal(code, Kinds.Accept(Count, json).Failure?.Code);

    [Fact]
    public void Integer_KeepsEveryDigit_WhenItIsLarge() =>
        Assert.Equal(long.MaxValue, Kinds.Accept(new("n", FieldKinds.Integer), "9223372036854775807").Value);

    [Theory]
    [InlineData("0.1", "0.10")]
    [InlineData("1054", "1054.00")]
    [InlineData("1.2300", "1.23")]
    [InlineData("92233720368547758.07", "92233720368547758.07")]
    public void Money_IsExactAtItsScale_WhenRead(string json, string expected) =>
        Assert.Equal(expected, ((decimal)Kinds.Accept(Amount, json).Value).ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0.001", "field.scale")]
    [InlineData("92233720368547758.08", "field.range")]
    [InlineData("1.00000000000000000000000000000000001", "field.range")]
    [InlineData("\"1\"", "field.type")]
    public void Money_Refuses_WhenDigitsWouldBeLost(string json, string code) => Assert.Equal(code, Kinds.Accept(Amount, json).Failure?.Code);

    [Theory]
    [InlineData("en-US", "1,250.50", "1250.50")]
    [InlineData("de-DE", "1.250,50", "1250.50")]
    [InlineData("de-DE", "1,250.50", "1250.50")]
    [InlineData("en-US", "1,250", "1250")]
    [InlineData("de-DE", "1.250", "1250")]
    [InlineData("de-DE", "1,25", "1.25")]
    [InlineData("en-US", "1,25", "1.25")]
    [InlineData("en-US", "$1,200", "1200")]
    [InlineData("de-DE", "1.200 €", "1200")]
    [InlineData("en-US", "EUR 12", "12")]
    [InlineData("en-US", "12k", "12000")]
    [InlineData("en-US", "1.5m", "1500000")]
    [InlineData("en-US", "3 %", "3")]
    [InlineData("en-US", "(40)", "-40")]
    [InlineData("en-US", "-7", "-7")]
    [InlineData("en-US", "12,34,567.5", "1234567.5")]
    [InlineData("fr-FR", "1 234,5", "1234.5")]
    [InlineData("de-CH", "1'234.5", "1234.5")]
    [InlineData("en-US", ".5", "0.5")]
    public void Parse_ReadsWhatPeopleType(string culture, string text, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), Kinds.Typed(Amount, text, CultureInfo.GetCultureInfo(culture)).Value);

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1,2,3")]
    [InlineData("--5")]
    [InlineData("12kk")]
    [InlineData("1,2345.6")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("٣")]
    [InlineData("0x10")]
    public void Parse_Refuses_WhenItIsNoNumber(string text) => Assert.Equal("field.type", Kinds.Typed(Amount, text).Failure?.Code);

    [Theory]
    [InlineData("en-US", "USD", "$1,200.50")]
    [InlineData("en-US", "CHF", "CHF\u00a01,200.50")]
    [InlineData("de-DE", "EUR", "1.200,50\u00a0€")]
    public void Money_ShowsCurrency_WhenFormatted(string culture, string currency, string expected) =>
        Assert.Equal(expected, Kinds.Of(FieldKinds.Money).Format(1200.5m, Amount with { Currency = currency }, CultureInfo.GetCultureInfo(culture)).Replace(' ', '\u00a0'));

    [Theory]
    [InlineData(1996, "1996")]
    [InlineData(12345, "12,345")]
    public void Integer_GroupsOnlyLongNumbers_WhenFormatted(long value, string expected) => Assert.Equal(expected, Kinds.Of(FieldKinds.Integer).Format(value, Count, Kinds.English));

    [Fact]
    public void Decimal_DropsTrailingZeros_OnTheWire()
    {
        Assert.Equal("1054", Kinds.Wire(Amount, 1054.00m));
        Assert.Equal("0.5", Kinds.Wire(Amount, 0.50m));
        Assert.Equal("0", Kinds.Wire(Amount, 0.00m));
        Assert.Equal("92233720368547758.07", Kinds.Wire(Amount, 92233720368547758.07m));
    }
}
