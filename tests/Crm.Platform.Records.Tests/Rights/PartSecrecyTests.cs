using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Rights;

/// <summary>A field made of parts is hidden with all of them, and so is what a hidden field holds.</summary>
public sealed class PartSecrecyTests
{
    private const string Shop = """
        { "name": "shop", "properties": {
            "name": { "type": "string" }, "home": { "x-crm": { "kind": "address" } }, "store": { "x-crm": { "kind": "address" } }, "paper": { "x-crm": { "kind": "file" } },
            "home_label": { "type": "string", "x-crm": { "formula": "home.city + '!'" } }, "store_label": { "type": "string", "x-crm": { "formula": "store.city + '!'" } } },
          "x-crm": { "keys": [["home.city"]] } }
        """;

    private const string Clerk = """{"name":"clerk","entities":{"shop":{"create":true,"read":true,"update":true,"fields":{"home":"hidden","paper":"hidden"}}}}""";

    [Theory]
    [InlineData("home.city == 'Ulm'")]
    [InlineData("home == null")]
    [InlineData("isEmpty(home)")]
    [InlineData("home_label != ''")]
    public async Task Filter_DoesNotKnowAPartOfAHiddenField(string filter)
    {
        await using var platform = await StartAsync();

        var page = await platform.Reader.QueryAsync(new RecordQuery("shop") { Filter = ExpressionParser.Parse(filter).Value }, Clara, CancellationToken.None);

        Assert.Equal("expression.unknown_field", Assert.Single(Assert.IsType<Invalid>(page.Failure).Problems).Code);
    }

    [Fact]
    public async Task Record_KeepsItsOtherFieldsInPlace_WhenOneMadeOfPartsIsHidden()
    {
        await using var platform = await StartAsync();

        var record = Assert.Single((await platform.Reader.QueryAsync(new RecordQuery("shop"), Clara, CancellationToken.None)).Value.Rows).Record;

        Assert.Equal(("A", CompositeValue.Empty.With("city", "Bonn").With("country", "Germany"), "Bonn!"), (record["name"], record["store"], record["store_label"]));
        Assert.Throws<KeyNotFoundException>(() => record["home"]);
        Assert.Throws<KeyNotFoundException>(() => record["home.city"]);
    }

    [Fact]
    public async Task Write_TellsNothingOfAHiddenPart_WhenItClashes()
    {
        await using var platform = await StartAsync();
        var bare = (await platform.Writer.CreateAsync("shop", new RecordInput().Set("name", "B"), Clara, CancellationToken.None)).Value;

        var refused = await platform.Writer.UpdateAsync("shop", bare.Id, new RecordInput().Set("home.city", "Ulm"), null, Clara, CancellationToken.None);
        var told = await platform.Writer.UpdateAsync("shop", bare.Id, new RecordInput().Set("home.city", "ulm"), null, Caller.Platform, CancellationToken.None);

        Assert.Equal("field.unknown", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Code);
        Assert.Equal(("home.city", "Home: City is already taken."), (Assert.Single(((Conflict)told.Failure!).Problems).Path, ((Conflict)told.Failure!).Problems[0].Message));
    }

    [Fact]
    public async Task File_CannotBeRead_WhereItsFieldIsHidden()
    {
        await using var platform = await StartAsync();
        using var content = new MemoryStream("words"u8.ToArray());
        var file = (await platform.Get<IFiles>().UploadAsync(content, "a.txt", null, Caller.Platform, CancellationToken.None)).Value;
        await platform.Writer.CreateAsync("shop", new RecordInput().Set("name", "C").Set("paper", CompositeValue.Empty.With("id", file.Id)), Caller.Platform, CancellationToken.None);

        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(file.Id, Clara, CancellationToken.None)).Failure);
        await using var open = (await platform.Get<IFiles>().OpenAsync(file.Id, Caller.Platform, CancellationToken.None)).Value;
        Assert.Equal("a.txt", open.File.Name);
    }

    private static Caller Clara { get; } = Company.With(Guid.CreateVersion7(), "clerk");

    private static async Task<TestPlatform> StartAsync()
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync([Clerk], platform.Read(Shop));
        await platform.Writer.CreateAsync("shop", new RecordInput().Set("name", "A").Set("home.city", "Ulm").Set("store.city", "Bonn").Set("store.country", "Germany"), Caller.Platform, CancellationToken.None);
        return platform;
    }
}
