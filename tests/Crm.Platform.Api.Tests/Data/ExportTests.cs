using System.Net;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

public sealed class ExportTests
{
    [Fact]
    public async Task Export_SendsAFile_OfWhatTheListFinds()
    {
        await using var host = await FilledAsync();

        using var response = await host.Host.GetAsync("/api/data/contacts/export?format=csv&headers=names&bom=false&$filter=status eq 'won'&$orderby=last_name desc&$select=last_name,account_id&condition=last_name != 'Cole'");

        Assert.Equal(("text/csv", "attachment"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Matches(@"^""?contacts-\d{4}-\d\d-\d\d\.csv""?$", response.Content.Headers.ContentDisposition!.FileName);
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["last_name,account,account_id", "Dorn,,", "Adler,Acme"], lines.Select(l => l.Length > 27 && l.StartsWith("Adler", StringComparison.Ordinal) ? l[..10] : l));
    }

    [Fact]
    public async Task Export_FindsByWords_AndTakesNoMoreThanTop()
    {
        await using var host = await FilledAsync();

        var (found, top) = (await host.Host.GetJsonAsync("/api/data/contacts/export?format=json&$search=adl&$select=last_name"), await host.Host.GetStringAsync("/api/data/contacts/export?format=ndjson&$top=2"));

        Assert.Equal("Adler", Assert.Single(found.EnumerateArray()).GetProperty("last_name").GetString());
        Assert.Equal(2, top.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("?format=pdf", "export.format", "format")]
    [InlineData("?headers=x", "export.headers", "headers")]
    [InlineData("?bom=x", "export.bom", "bom")]
    [InlineData("?condition=1 %2B", "export.condition", "condition")]
    [InlineData("?condition=nothing == 1", "expression.unknown_field", "$filter")]
    [InlineData("?$apply=aggregate($count as n)", "export.option", "$apply")]
    [InlineData("?$skip=1", "export.option", "$skip")]
    [InlineData("?$filter=nothing eq 1", "odata.unknown_field", "$filter")]
    public async Task Export_IsRefused_BeforeAnythingIsSent(string query, string code, string path)
    {
        await using var host = await FilledAsync();

        using var response = await host.Host.GetAsync("/api/data/contacts/export" + query);

        var problem = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((code, path), (problem.GetProperty("errors")[0].GetProperty("code").GetString(), problem.GetProperty("errors")[0].GetProperty("path").GetString()));
    }

    private static async Task<StoredApiHost> FilledAsync()
    {
        var host = await StoredApiHost.StartAsync();
        var acme = await host.AddAsync("account", ("name", "Acme"));
        await host.AddAsync("contact", ("last_name", "Adler"), ("status", "won"), ("account_id", acme));
        await host.AddAsync("contact", ("last_name", "Berg"), ("status", "new"));
        await host.AddAsync("contact", ("last_name", "Cole"), ("status", "won"));
        await host.AddAsync("contact", ("last_name", "Dorn"), ("status", "won"));
        return host;
    }
}
