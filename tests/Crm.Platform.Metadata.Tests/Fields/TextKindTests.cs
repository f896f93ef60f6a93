using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Tests.Fields;

public sealed class TextKindTests
{
    private static readonly FieldDefinition Name = new("name", FieldKinds.Text) { Title = "Name" };

    [Theory]
    [InlineData("\"  Ann \"", "Ann")]
    [InlineData("\"   \"", "")]
    [InlineData("\"e\\u0301\"", "é")]
    [InlineData("\"😀\"", "😀")]
    public void Check_TidiesText_WhenItFits(string json, string expected) => Assert.Equal(expected, Kinds.Accept(Name, json).Value);

    [Theory]
    [InlineData("5", "field.type")]
    [InlineData("[\"a\"]", "field.type")]
    [InlineData("\"a\\nb\"", "field.characters")]
    [InlineData("\"a\\u0000b\"", "field.characters")]
    [InlineData("\"a\\ud800b\"", "field.characters")]
    public void Check_Refuses_WhenTextIsNotOneLine(string json, string code) => Assert.Equal(code, Kinds.Accept(Name, json).Failure?.Code);

    [Fact]
    public void Check_NamesFieldAndLimit_WhenTextIsTooLong()
    {
        var failure = Assert.IsType<Invalid>(Kinds.Accept(Name, $"\"{new string('a', 256)}\"").Failure);

        Assert.Equal(new Problem("name", "field.max_length", "Name takes at most 255 characters; this has 256."), Assert.Single(failure.Problems));
    }

    [Fact]
    public void Check_AppliesOwnLimits_WhenTheFieldHasThem()
    {
        var field = Name with { MinLength = 2, MaxLength = 4, Pattern = "^[A-Z]+$" };

        Assert.Equal("field.min_length", Kinds.Accept(field, "\"A\"").Failure?.Code);
        Assert.Equal("field.max_length", Kinds.Accept(field, "\"ABCDE\"").Failure?.Code);
        Assert.Equal("field.pattern", Kinds.Accept(field, "\"abc\"").Failure?.Code);
        Assert.Equal("ABC", Kinds.Accept(field, "\"ABC\"").Value);
    }

    [Fact]
    public void Check_RefusesInTime_WhenThePatternIsCatastrophic()
    {
        var field = Name with { Pattern = "^(a+)+$" };

        Assert.Equal("field.pattern", Kinds.Accept(field, $"\"{new string('a', 60)}!\"").Failure?.Code);
    }

    [Fact]
    public void Multiline_KeepsLinesAndTabs_WhenLineEndsDiffer()
    {
        var notes = new FieldDefinition("notes", FieldKinds.Multiline);

        Assert.Equal("  a\n\tb\nc", Kinds.Accept(notes, "\"  a\\r\\n\\tb\\rc \\n\"").Value);
        Assert.Equal("field.characters", Kinds.Accept(notes, "\"a\\u0000\"").Failure?.Code);
        Assert.Equal("field.max_length", Kinds.Accept(notes, $"\"{new string('a', 100_001)}\"").Failure?.Code);
    }

    [Theory]
    [InlineData("ann@example.com", true)]
    [InlineData("ann.o'neil+crm@mail.example.co.uk", true)]
    [InlineData("jörg@müller.de", true)]
    [InlineData("ann", false)]
    [InlineData("ann@localhost", false)]
    [InlineData("ann@@example.com", false)]
    [InlineData("a nn@example.com", false)]
    [InlineData(".ann@example.com", false)]
    [InlineData("a..n@example.com", false)]
    [InlineData("ann@-example.com", false)]
    [InlineData("ann@example..com", false)]
    [InlineData("@example.com", false)]
    [InlineData("Ann <ann@example.com>", false)]
    public void Email_AcceptsUsualAddresses(string text, bool accepted) => AssertFormat(new("email", FieldKinds.Email), text, accepted);

    [Theory]
    [InlineData("+49 (171) 555-0100 ext. 12", true)]
    [InlineData("0171/5550100", true)]
    [InlineData("112", true)]
    [InlineData("12", false)]
    [InlineData("call me", false)]
    [InlineData("555-ABCD", false)]
    public void Phone_AcceptsWhatPeopleWrite(string text, bool accepted) => AssertFormat(new("phone", FieldKinds.Phone), text, accepted);

    [Theory]
    [InlineData("https://example.com/a?b=c#d", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("example.com", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://ann:secret@example.com", false)]
    [InlineData("https://exa mple.com", false)]
    [InlineData("//example.com", false)]
    public void Url_AcceptsOnlyWebAddresses(string text, bool accepted) => AssertFormat(new("website", FieldKinds.Url), text, accepted);

    [Theory]
    [InlineData("example.com", "https://example.com")]
    [InlineData(" www.example.com/a ", "https://www.example.com/a")]
    [InlineData("example.com:8080/x", "https://example.com:8080/x")]
    [InlineData("http://example.com", "http://example.com")]
    public void Url_AddsTheScheme_WhenTyped(string typed, string expected) => Assert.Equal(expected, Kinds.Typed(new("website", FieldKinds.Url), typed).Value);

    private static void AssertFormat(FieldDefinition field, string text, bool accepted) =>
        Assert.Equal(accepted ? null : "field.format", Kinds.Accept(field, $"\"{text}\"").Failure?.Code);
}
