using System.Globalization;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Tests.Fields;

public sealed class OtherKindTests
{
    private static readonly FieldDefinition Day = new("day", FieldKinds.Date) { Title = "Day" };
    private static readonly FieldDefinition Moment = new("moment", FieldKinds.DateTime);
    private static readonly FieldDefinition Flag = new("flag", FieldKinds.Boolean);
    private static readonly FieldDefinition Account = new("account_id", FieldKinds.Lookup) { Lookup = "account" };
    private static readonly FieldDefinition Stage = new("stage", FieldKinds.Choice)
    {
        Title = "Stage",
        Choices = [new("won", "Closed won"), new("lost", "Closed lost"), new("open", "Open")],
    };

    [Theory]
    [InlineData("en-US", "2017-03-01")]
    [InlineData("en-US", "3/1/2017")]
    [InlineData("en-US", "03/01/17")]
    [InlineData("en-GB", "01/03/2017")]
    [InlineData("de-DE", "1.3.2017")]
    [InlineData("en-US", "1.3.2017")]
    [InlineData("de-DE", "1. März 2017")]
    [InlineData("en-US", "Mar 1, 2017")]
    [InlineData("de-DE", "1 March 2017")]
    [InlineData("en-US", "20170301")]
    [InlineData("en-US", "2017-03-01T00:00:00")]
    public void Date_ReadsUsualForms(string culture, string text) =>
        Assert.Equal(new DateOnly(2017, 3, 1), Kinds.Typed(Day, text, CultureInfo.GetCultureInfo(culture)).Value);

    [Theory]
    [InlineData("today", 1)]
    [InlineData("Tomorrow", 2)]
    [InlineData("morgen", 2)]
    public void Date_CountsFromTheClock_WhenRelative(string text, int day) => Assert.Equal(new DateOnly(2026, 3, day), Kinds.Typed(Day, text).Value);

    [Theory]
    [InlineData("2017-02-29")]
    [InlineData("3/1")]
    [InlineData("12")]
    [InlineData("soon")]
    [InlineData("2017-03-01 10:30:00")]
    public void Date_Refuses_WhenTypedTextIsNoDay(string text) => Assert.Equal("field.type", Kinds.Typed(Day, text).Failure?.Code);

    [Theory]
    [InlineData("\"3/1/2017\"")]
    [InlineData("\"2017-02-29\"")]
    [InlineData("\"2017-03-01T00:00:00Z\"")]
    [InlineData("20170301")]
    public void Date_Refuses_WhenJsonIsNotIso(string json) => Assert.Equal("field.type", Kinds.Accept(Day, json).Failure?.Code);

    [Theory]
    [InlineData("\"2026-03-31T14:30:00Z\"", "\"2026-03-31T14:30:00Z\"")]
    [InlineData("\"2026-03-31T14:30:00+02:00\"", "\"2026-03-31T12:30:00Z\"")]
    [InlineData("\"2026-03-31T14:30:00\"", "\"2026-03-31T14:30:00Z\"")]
    [InlineData("\"2026-03-31T14:30:00.1234567Z\"", "\"2026-03-31T14:30:00.123456Z\"")]
    public void DateTime_IsUtcToTheMicrosecond(string json, string expected)
    {
        var value = Assert.IsType<DateTime>(Kinds.Accept(Moment, json).Value);

        Assert.Equal(DateTimeKind.Utc, value.Kind);
        Assert.Equal(expected, Kinds.Wire(Moment, value));
    }

    [Theory]
    [InlineData("2026-03-31 14:30")]
    [InlineData("3/31/2026 2:30 PM")]
    [InlineData("2026-03-31T16:30:00+02:00")]
    public void DateTime_ReadsUsualForms(string text) => Assert.Equal(new DateTime(2026, 3, 31, 14, 30, 0, DateTimeKind.Utc), Kinds.Typed(Moment, text).Value);

    [Theory]
    [InlineData("14:30")]
    [InlineData("whenever")]
    public void DateTime_Refuses_WhenNoDayIsNamed(string text) => Assert.Equal("field.type", Kinds.Typed(Moment, text).Failure?.Code);

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("1", true)]
    [InlineData("Ja", true)]
    [InlineData("nein", false)]
    [InlineData("FALSE", false)]
    public void Boolean_ReadsWords(string text, bool expected) => Assert.Equal(expected, Kinds.Typed(Flag, text).Value);

    [Theory]
    [InlineData("\"true\"")]
    [InlineData("1")]
    public void Boolean_Refuses_WhenJsonIsNotABoolean(string json) => Assert.Equal("field.type", Kinds.Accept(Flag, json).Failure?.Code);

    [Theory]
    [InlineData("won")]
    [InlineData("WON")]
    [InlineData(" closed won ")]
    public void Choice_ReadsValueOrLabel(string text) => Assert.Equal("won", Kinds.Typed(Stage, text).Value);

    [Fact]
    public void Choice_ListsTheOptions_WhenUnknown()
    {
        var failure = Kinds.Accept(Stage, "\"Won\"").Failure;

        Assert.Equal(("field.choice", "Stage must be one of won, lost, open."), (failure?.Code, failure?.Message));
    }

    [Fact]
    public void Choice_ListsTenAtMost_WhenThereAreMore()
    {
        var field = Stage with { Choices = [.. Enumerable.Range(1, 12).Select(n => new Choice($"c{n}", $"C {n}"))] };

        Assert.EndsWith("c10 and 2 more.", Kinds.Accept(field, "\"x\"").Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lookup_ReadsIds_AndNothingElse()
    {
        var id = Guid.CreateVersion7();

        Assert.Equal(id, Kinds.Accept(Account, $"\"{id}\"").Value);
        Assert.Equal("field.type", Kinds.Accept(Account, "\"acme\"").Failure?.Code);
        Assert.Equal("field.type", Kinds.Accept(Account, "{\"id\":1}").Failure?.Code);
    }

    public static TheoryData<string> AllKinds => new(
        FieldKinds.Text, FieldKinds.Multiline, FieldKinds.Email, FieldKinds.Phone, FieldKinds.Url, FieldKinds.Integer, FieldKinds.Decimal, FieldKinds.Money,
        FieldKinds.Boolean, FieldKinds.Date, FieldKinds.DateTime, FieldKinds.Choice, FieldKinds.Lookup, FieldKinds.Uuid);

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void EveryKind_AnswersOrRefuses_WhateverItIsGiven(string kind)
    {
        var field = Stage with { Kind = kind, Name = "any", Scale = 2 };
        string[] hostile = ["\"\\ud800\"", "null", "{}", "[]", "\"\"", "\"\\u0000\"", "-0", "1e999999999", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"x\"", "1e28", "0.1e-27"];

        Assert.All(hostile, json =>
        {
            var outcome = Kinds.Accept(field, json);
            if (outcome.IsSuccess)
                Assert.NotEmpty(Kinds.Wire(field, outcome.Value));
            else
                Assert.StartsWith("field.", outcome.Failure.Code, StringComparison.Ordinal);
            _ = Kinds.Typed(field, JsonSerializer.Serialize(json));
            _ = Kinds.Typed(field, json.Trim('"'));
        });
        Assert.NotNull(Kinds.Of(kind).Schema(field)["type"]);
    }
}
