using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Records.Tests.Importing;

/// <summary>Columns of a file that go into kinds with a shape of their own.</summary>
public sealed class ShapedKindTests
{
    [Fact]
    public async Task Import_ReadsEachKindAsPeopleWriteIt()
    {
        await using var platform = await StartAsync();
        const string File = """
            Name,Wares,Share,Opens,Effort,Stars,Paint,Billing street,BillingPostalCode,billing_address.city,Billing address: country,Place,Notes
            North,Fish; Fresh fruit,12.5 %,2:30 PM,1h 30m,4,#ABC,Hauptstr. 1,89073,Ulm,Germany,"52.52, 13.4",Fresh & good
            South,cheese_100%,7,09:15,90m,★★,ffffff,,,Bonn,,,
            """;

        var job = await platform.ImportAsync(File, new ImportMapping("stall"));

        Assert.Equal((ImportStatus.Done, 2, 0), (job.Status, job.Created, job.Refused));
        var rows = (await platform.Reader.QueryAsync(new RecordQuery("stall") { Sort = [new RecordSort("name")] }, ImportSteps.Ann, CancellationToken.None)).Value.Rows;
        var (north, south) = (rows[0].Record, rows[1].Record);
        Assert.Equal(["fruit", "fish"], TextList.Split((string)north["wares"]!));
        Assert.Equal((12.50m, new TimeOnly(14, 30), 5400L, 4L, "#aabbcc"), (north["share"], north["opens"], north["effort"], north["stars"], north["paint"]));
        Assert.Equal(CompositeValue.Empty.With("street", "Hauptstr. 1").With("postal_code", "89073").With("city", "Ulm").With("country", "Germany"), north["billing_address"]);
        Assert.Equal((52.52m, "<p>Fresh &amp; good</p>"), (north["place.latitude"], north["notes"]));
        Assert.Equal((CompositeValue.Empty.With("city", "Bonn"), "S-0002"), (south["billing_address"], south["number"]));
    }

    [Fact]
    public async Task Import_TellsTheColumn_WhenAPartOrChoiceIsWrong()
    {
        await using var platform = await StartAsync();

        var job = await platform.ImportAsync($"name,wares,zip\nA,meat,1\nB,fish,{new string('1', 30)}\n", ImportSteps.Mapped("stall", ("name", "name"), ("wares", "wares"), ("zip", "billing_address.postal_code")));

        Assert.Equal((0, 2), (job.Created, job.Refused));
        var errors = await platform.ErrorsAsync(job.Id);
        Assert.Contains("wares", errors, StringComparison.Ordinal);
        Assert.Contains("Billing address: Postal code takes at most 20 characters", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Billing City", "billing_address.city")]
    [InlineData("billing_zip", "billing_address.postal_code")]
    [InlineData("Billing Address", "billing_address")]
    [InlineData("Permit", "permit")]
    [InlineData("Number", null)]
    public async Task Header_IsMatched_WithAPart(string header, string? field)
    {
        await using var platform = await StartAsync();
        var guess = new HeaderGuess(platform.Snapshot.Entity("stall")!, platform.Get<IFieldKindRegistry>(), platform.Snapshot.Entity);

        Assert.Equal(field, guess.Run([header], _ => []).GetValueOrDefault(header)?.Field);
    }

    [Fact]
    public async Task Mapping_IsRefused_WhenAFieldAndItsPartAreBothGiven()
    {
        await using var platform = await StartAsync();

        var preview = await platform.PreviewAsync("name,address,city\nA,x,y\n", ImportSteps.Mapped("stall", ("name", "name"), ("address", "billing_address"), ("city", "billing_address.city")));

        Assert.Equal("import.field_twice", preview.Value.Problems.Single().Code);
    }

    [Fact]
    public async Task PluginKind_IsImported_LikeAnyOther()
    {
        await using var platform = await TestPlatform.StartAsync(services => services.AddSingleton<IFieldKind, IbanKind>());
        await platform.PublishAsync(platform.Read("""{ "name": "payee", "properties": { "name": { "type": "string" }, "account": { "x-crm": { "kind": "iban" } } } }"""));

        var job = await platform.ImportAsync("name,account\nA,de89 3704 0044 0532 0130 00\nB,DE00 0000\n", new ImportMapping("payee"));

        Assert.Equal((1, 1), (job.Created, job.Refused));
        Assert.Contains("must be a bank account number", await platform.ErrorsAsync(job.Id), StringComparison.Ordinal);
    }

    private static async Task<TestPlatform> StartAsync()
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync(platform.Read(StallDefinition.Json));
        return platform;
    }
}
