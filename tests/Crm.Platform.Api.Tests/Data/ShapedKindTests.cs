using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>Kinds with a shape of their own, over the wire.</summary>
public sealed class ShapedKindTests(ShapedKindTests.Data data) : IClassFixture<ShapedKindTests.Data>
{
    private ApiHost Host => data.Stored.Host;

    [Theory]
    [InlineData("wares/any(w: w eq 'fruit')", "A C")]
    [InlineData("wares/any(w: w eq 'fruit' or w eq 'cheese_100%')", "A C")]
    [InlineData("wares/any(w: w in ('fish','fruit'))", "A B C")]
    [InlineData("not wares/any(w: w eq 'fruit')", "B D")]
    [InlineData("wares/any()", "A B C")]
    [InlineData("not wares/any()", "D")]
    [InlineData("wares/all(w: w ne 'fish')", "C D")]
    [InlineData("not wares/all(w: w ne 'fish')", "A B")]
    [InlineData("wares/any(w: w eq 'fruit') and billing_address/city eq 'Ulm'", "A")]
    [InlineData("billing_address/city eq 'ulm'", "A B")]
    [InlineData("billing_address/city ne 'Ulm'", "C D")]
    [InlineData("billing_address eq null", "D")]
    [InlineData("billing_address ne null", "A B C")]
    [InlineData("contains(billing_address/street,'Haupt')", "A")]
    [InlineData("place/latitude gt 50.9", "A")]
    [InlineData("opens ge 09:30:00", "B C")]
    [InlineData("opens eq null", "D")]
    [InlineData("effort gt duration'PT1H'", "B")]
    [InlineData("effort eq duration'PT30M'", "A")]
    [InlineData("share ge 20.5", "B C")]
    [InlineData("stars in (4,5)", "B C")]
    [InlineData("paint eq '#ff0000'", "A")]
    [InlineData("settings ne null", "C")]
    [InlineData("number eq 'S-0002'", "B")]
    public async Task Filter_FindsThem(string filter, string names) => Assert.Equal(names, await NamesAsync($"$orderby=name&$filter={Uri.EscapeDataString(filter)}"));

    [Theory]
    [InlineData("billing_address/city,name", "D C A B")]
    [InlineData("effort desc", "B A C D")]
    [InlineData("opens,name", "D A B C")]
    public async Task OrderBy_SortsByThem(string keys, string names) => Assert.Equal(names, await NamesAsync($"$orderby={Uri.EscapeDataString(keys)}"));

    [Theory]
    [InlineData("$filter=wares/any(w: startswith(w,'f'))")]
    [InlineData("$filter=wares/any(w: w eq 'meat')")]
    [InlineData("$filter=billing_address/town eq 'Ulm'")]
    [InlineData("$orderby=wares")]
    [InlineData("$orderby=settings")]
    [InlineData("$orderby=billing_address")]
    public async Task Query_IsRefused_WhenItHasNoMeaning(string query)
    {
        using var response = await Host.GetAsync($"/api/data/stalls?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Record_HasTheirWireForms()
    {
        var list = await Host.GetJsonAsync("/api/data/stalls?$select=wares,share,opens,effort,stars,billing_address,settings,number&$filter=name eq 'C'");

        var row = list.GetProperty("value")[0];
        Assert.Equal("""["fruit","cheese_100%"]""", row.GetProperty("wares").GetRawText());
        Assert.Equal("""{"street":null,"city":"Bonn","postal_code":null,"region":null,"country":null}""", row.GetProperty("billing_address").GetRawText());
        Assert.Equal(("100", "\"23:59:00\"", "\"PT1M\"", "[1,{\"a\":null}]", "\"S-0003\""), (Raw("share"), Raw("opens"), Raw("effort"), Raw("settings"), Raw("number")));

        string Raw(string name) => row.GetProperty(name).GetRawText();
    }

    [Fact]
    public async Task Select_OfAPart_GivesTheWholeField()
    {
        var list = await Host.GetJsonAsync("/api/data/stalls?$select=billing_address/city&$filter=name eq 'A'");

        Assert.Equal("Hauptstr. 1", list.GetProperty("value")[0].GetProperty("billing_address").GetProperty("street").GetString());
    }

    [Fact]
    public async Task Patch_MergesParts_AndNamesThePartThatIsWrong()
    {
        using var made = await Host.PostAsync("/api/data/stalls", Responses.Json("""{"name":"Z","billing_address":{"street":"Weg 1","city":"Ulm"},"wares":["fish"],"settings":{"on":true}}"""));
        var address = made.Headers.Location!.AbsolutePath;

        using var changed = await Host.PatchAsync(address, Responses.Json("""{"billing_address":{"city":"Bonn"},"wares":[]}"""));
        using var refused = await Host.PatchAsync(address, Responses.Json("""{"billing_address":{"city":7,"country":"DE"},"wares":["meat"],"billing_address.city":"x","number":"S-1"}"""));

        var record = await changed.JsonAsync();
        Assert.Equal(("Weg 1", "Bonn"), (record.GetProperty("billing_address").GetProperty("street").GetString(), record.GetProperty("billing_address").GetProperty("city").GetString()));
        Assert.Equal((JsonValueKind.Null, true), (record.GetProperty("wares").ValueKind, record.GetProperty("settings").GetProperty("on").GetBoolean()));
        var problem = await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "record.invalid");
        Assert.Equal(["billing_address.city", "billing_address.city", "number", "wares"], problem.Paths().Order(StringComparer.Ordinal));
        using var deleted = await Host.DeleteAsync(address);
    }

    [Fact]
    public async Task Metadata_NamesTheirTypes()
    {
        var document = XDocument.Parse(await Host.GetStringAsync("/api/data/$metadata"));

        var types = document.Descendants().Where(e => e.Name.LocalName == "Property").GroupBy(e => e.Parent!.Attribute("Name")!.Value).ToDictionary(g => g.Key, g => g.ToDictionary(e => e.Attribute("Name")!.Value, e => e.Attribute("Type")!.Value));
        var stall = types["stall"];
        Assert.Equal(
            ("Collection(Edm.String)", "Edm.TimeOfDay", "Edm.Duration", "Edm.Decimal", "Edm.Int64", "Edm.Untyped", "Edm.String"),
            (stall["wares"], stall["opens"], stall["effort"], stall["share"], stall["stars"], stall["settings"], stall["number"]));
        Assert.Equal(("crm.address_value", "crm.geo_value", "crm.file_value"), (stall["billing_address"], stall["place"], stall["permit"]));
        Assert.Equal("Edm.Untyped", (await Host.GetJsonAsync("/api/data/$metadata?$format=json")).GetProperty("crm").GetProperty("stall").GetProperty("settings").GetProperty("$Type").GetString());
        Assert.Equal(("Edm.String", "Edm.Decimal", "Edm.Guid"), (types["address_value"]["city"], types["geo_value"]["latitude"], types["file_value"]["id"]));
    }

    [Fact]
    public async Task Schema_DescribesThem()
    {
        var schema = await Host.GetJsonAsync("/api/metadata/entities/stall/schema");

        var properties = schema.GetProperty("properties");
        Assert.Equal("""["array","null"]""", properties.GetProperty("wares").GetProperty("type").GetRawText());
        Assert.Equal("""["string","null"]""", properties.GetProperty("billing_address").GetProperty("properties").GetProperty("city").GetProperty("type").GetRawText());
        Assert.True(properties.GetProperty("number").GetProperty("readOnly").GetBoolean());
        Assert.False(properties.GetProperty("settings").TryGetProperty("type", out _));
    }

    [Fact]
    public async Task PluginKind_IsWrittenFilteredAndDescribed_LikeAnyOther()
    {
        const string Definition = """{ "name": "payee", "properties": { "name": { "type": "string" }, "account": { "type": "string", "x-crm": { "kind": "iban", "index": true, "options": { "country": "DE" } } } } }""";
        await using var stored = await StoredApiHost.StartAsync(services => services.AddSingleton<IFieldKind, IbanKind>(), Definition);

        using var made = await stored.Host.PostAsync("/api/data/payees", Responses.Json("""{"name":"A","account":"de89 3704 0044 0532 0130 00"}"""));
        using var refused = await stored.Host.PostAsync("/api/data/payees", Responses.Json("""{"name":"B","account":"DE00 3704 0044 0532 0130 00"}"""));
        var found = await stored.Host.GetJsonAsync("/api/data/payees?$filter=account eq 'DE89370400440532013000'&$orderby=account&$select=account");

        Assert.Equal("DE89370400440532013000", (await made.JsonAsync()).GetProperty("account").GetString());
        Assert.Equal("iban.invalid", (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "record.invalid")).GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(1, found.GetProperty("value").GetArrayLength());
        Assert.Contains("Name=\"account\" Type=\"Edm.String\"", await stored.Host.GetStringAsync("/api/data/$metadata"), StringComparison.Ordinal);
        Assert.Equal(34, (await stored.Host.GetJsonAsync("/api/metadata/entities/payee/schema")).GetProperty("properties").GetProperty("account").GetProperty("maxLength").GetInt32());
    }

    private async Task<string> NamesAsync(string query)
    {
        var list = await Host.GetJsonAsync($"/api/data/stalls?$select=name&{query}");
        return string.Join(' ', list.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("name").GetString()));
    }

    /// <summary>Three stalls with much, one with nothing but a name.</summary>
    public sealed class Data : IAsyncLifetime
    {
        private static readonly string[] Stalls =
        [
            """{"name":"A","wares":["fish","fruit"],"billing_address":{"street":"Hauptstr. 1","city":"Ulm"},"opens":"09:00","effort":"PT30M","share":20.25,"stars":3,"place":{"latitude":51,"longitude":0},"paint":"#F00"}""",
            """{"name":"B","wares":["fish"],"billing_address":{"city":"Ulm"},"opens":"09:30:00","effort":"PT2H","share":20.5,"stars":4}""",
            """{"name":"C","wares":["fruit","cheese_100%"],"billing_address":{"city":"Bonn"},"opens":"23:59","effort":"PT60S","share":100,"stars":5,"place":{"latitude":50.5,"longitude":0},"settings":[1, {"a": null}]}""",
            """{"name":"D"}""",
        ];

        internal StoredApiHost Stored { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Stored = await StoredApiHost.StartAsync(_ => { }, StallDefinition.Json);
            foreach (var stall in Stalls)
            {
                using var response = await Stored.Host.PostAsync("/api/data/stalls", Responses.Json(stall));
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            }
        }

        public ValueTask DisposeAsync() => Stored.DisposeAsync();
    }
}
