using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Api.Tests.Imports;

public sealed class ImportTests : IAsyncLifetime
{
    private StoredApiHost _stored = null!;

    private ApiHost Host => _stored.Host;

    public async ValueTask InitializeAsync()
    {
        _stored = await StoredApiHost.StartAsync(TestEntities.Site, TestEntities.Visit);
        await _stored.AddAsync("site", ("name", "North"));
    }

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Fact]
    public async Task Post_StartsAnImport_WhoseRowsLand_AndWhoseErrorsAreAFile()
    {
        using var started = await PostAsync("subject,place,guests\nA,North,3\n=B,South,4\n", """{"set":"visits","columns":{"subject":"subject","place":{"field":"site","key":"name"},"guests":null}}""");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("visit", (await started.JsonAsync()).GetProperty("entity").GetString());

        var job = await EndAsync(started.Headers.Location!);
        using var errors = await Host.GetAsync(job.GetProperty("errorFile").GetString()!);

        Assert.Equal(("done", 2, 1, 1, 1.0), (job.GetProperty("status").GetString(), Number(job, "rows"), Number(job, "created"), Number(job, "refused"), job.GetProperty("progress").GetDouble()));
        Assert.Equal("2026-03-15T10:30:00Z", job.GetProperty("startedAt").GetString());
        var problem = job.GetProperty("problems")[0];
        Assert.Equal((3, "place", "import.lookup"), (Number(problem, "row"), problem.GetProperty("column").GetString(), problem.GetProperty("code").GetString()));
        Assert.Equal(("text/csv", "attachment"), (errors.Content.Headers.ContentType?.MediaType, errors.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Equal("row,column,reason,subject,place,guests\r\n3,place,There is no site with the name 'South'.,'=B,South,4\r\n", (await errors.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF'));
        Assert.Equal("[{\"subject\":\"A\",\"guests\":null}]", StripIds(await Host.GetJsonAsync("/api/data/visits?$select=subject,guests")));
        Assert.Equal(job.GetProperty("id").GetGuid(), Assert.Single((await Host.GetJsonAsync("/api/imports")).GetProperty("value").EnumerateArray()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Post_UsesTheGuess_AndReplacements_WhenColumnsNameNoField()
    {
        using var started = await PostAsync("Subject;Site\nA;Nord\n", """{"entity":"visit","columns":{"Subject":{},"Site":{"values":{"nord":"North"}}}}""", mappingFirst: true);

        var job = await EndAsync(started.Headers.Location!);

        Assert.Equal((1, 0, JsonValueKind.Null), (Number(job, "created"), Number(job, "refused"), job.GetProperty("errorFile").ValueKind));
        Assert.Equal(1, (await Host.GetJsonAsync("/api/data/visits?$filter=site/name eq 'North'")).GetProperty("value").GetArrayLength());
    }

    [Fact]
    public async Task Post_OnlyTells_WhenItIsADryRun()
    {
        using var answer = await PostAsync("subject,site\nA,Nroth\n", """{"entity":"visit","dryRun":true}""");
        var preview = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, Number(preview, "refusedRows"));
        Assert.Equal(("Nroth", "North"), (preview.GetProperty("values")[0].GetProperty("value").GetString(), preview.GetProperty("values")[0].GetProperty("suggestion").GetString()));
        Assert.Equal(0, (await Host.GetJsonAsync("/api/data/visits")).GetProperty("value").GetArrayLength());
        Assert.Equal(0, (await Host.GetJsonAsync("/api/imports")).GetProperty("value").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"entity":"vist"}""", "entity")]
    [InlineData("""{"set":"vists"}""", "set")]
    [InlineData("""{}""", "entity")]
    [InlineData("""[]""", "")]
    [InlineData("""{"entity":"visit","colums":{}}""", "colums")]
    [InlineData("""{"entity":"visit","columns":{"subject":"sbject"}}""", "columns.subject.field,columns")]
    [InlineData("""{"entity":"visit","columns":{"subject":"subject","nope":"guests"}}""", "columns.nope")]
    [InlineData("""{"entity":"visit","columns":{"subject":"subject","site":{"field":"site_id","key":"nme"}}}""", "columns.site.key")]
    [InlineData("""{"entity":"visit","columns":{"subject":{"missing":"perhaps"},"site":5}}""", "columns.subject.missing,columns.site")]
    [InlineData("""{"entity":"visit","delimiter":"ab"}""", "delimiter")]
    [InlineData("""{"entity":"visit","culture":"xx-nope-1"}""", "culture")]
    public async Task Post_NamesThePlace_WhenTheMappingIsWrong(string mapping, string paths)
    {
        using var answer = await PostAsync("subject,site\nA,North\n", mapping);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(paths, string.Join(',', (await answer.JsonAsync()).Paths()));
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("a,A\n1,2", "import.header_duplicate")]
    [InlineData("PK\u0003\u0004", "import.workbook")]
    public async Task Post_IsRefused_WhenTheFileIsNoTable(string file, string code)
    {
        using var answer = await PostAsync(file, """{"entity":"visit"}""");

        var problem = await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(["file"], problem.Paths());
    }

    [Fact]
    public async Task Post_IsRefused_WhenItIsNoMultipart()
    {
        using var json = await Host.PostAsync("/api/imports", Responses.Json("{}"));
        using var broken = await Host.PostAsync("/api/imports", new StringContent("nothing") { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } });
        using var half = new MultipartFormDataContent { { new StringContent("{\"entity\":\"visit\"}"), "mapping" } };
        using var withoutFile = await Host.PostAsync("/api/imports", half);
        using var badJson = await PostAsync("a\n1", "{");

        await json.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "request.media_type");
        await broken.ProblemAsync(HttpStatusCode.BadRequest, "request.multipart");
        await withoutFile.ProblemAsync(HttpStatusCode.BadRequest, "request.part_missing");
        await badJson.ProblemAsync(HttpStatusCode.BadRequest, "request.json");
    }

    [Fact]
    public async Task Post_IsTooLarge_WhenTheFileIs()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[101 * 1024 * 1024]), "file", "large.csv" } };
        using var answer = await Host.PostAsync("/api/imports", form);

        await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "import.size");
    }

    [Fact]
    public async Task EveryCall_IsRefused_WithoutTheRightToWrite()
    {
        Host.Client.DefaultRequestHeaders.Remove("X-Rights");
        Host.Client.DefaultRequestHeaders.Add("X-Rights", "Read");

        using var post = await PostAsync("subject\nA", """{"entity":"visit"}""");
        using var list = await Host.GetAsync("/api/imports");
        using var get = await Host.GetAsync($"/api/imports/{Guid.NewGuid()}");

        await post.ProblemAsync(HttpStatusCode.Forbidden, "access.write");
        await list.ProblemAsync(HttpStatusCode.Forbidden, "access.write");
        await get.ProblemAsync(HttpStatusCode.Forbidden, "access.write");
    }

    [Fact]
    public async Task Calls_AreNotFound_WhenThereIsNoSuchImport()
    {
        var id = Guid.NewGuid();

        using var get = await Host.GetAsync($"/api/imports/{id}");
        using var errors = await Host.GetAsync($"/api/imports/{id}/errors");
        using var cancel = await Host.PostAsync($"/api/imports/{id}/cancel", null);

        await get.ProblemAsync(HttpStatusCode.NotFound, "import.unknown");
        await errors.ProblemAsync(HttpStatusCode.NotFound, "import.unknown");
        await cancel.ProblemAsync(HttpStatusCode.NotFound, "import.unknown");
    }

    private async Task<HttpResponseMessage> PostAsync(string file, string mapping, bool mappingFirst = false)
    {
        using var form = new MultipartFormDataContent();
        if (mappingFirst)
            form.Add(new StringContent(mapping, Encoding.UTF8, "application/json"), "mapping");
        form.Add(new StringContent(file), "file", "visits.csv");
        if (!mappingFirst)
            form.Add(new StringContent(mapping, Encoding.UTF8, "application/json"), "mapping");
        return await Host.PostAsync("/api/imports", form);
    }

    /// <summary>Asks until the import has ended, as clients do.</summary>
    private async Task<JsonElement> EndAsync(Uri address)
    {
        while (true)
        {
            var job = await Host.GetJsonAsync(address.PathAndQuery);
            if (job.GetProperty("status").GetString() is not ("queued" or "running"))
                return job;
            await Task.Yield();
        }
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string StripIds(JsonElement list) => JsonSerializer.Serialize(list.GetProperty("value").EnumerateArray()
        .Select(r => new Dictionary<string, JsonElement>(r.EnumerateObject().Where(p => p.Name is "subject" or "guests").Select(p => KeyValuePair.Create(p.Name, p.Value)))));
}
