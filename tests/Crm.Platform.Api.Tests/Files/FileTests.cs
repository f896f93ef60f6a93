using System.Net;
using System.Text;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Api.Tests.Files;

public sealed class FileTests : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    private StoredApiHost _stored = null!;

    private ApiHost Host => _stored.Host;

    public async ValueTask InitializeAsync() => _stored = await StoredApiHost.StartAsync(_ => { }, StallDefinition.Json);

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Fact]
    public async Task Upload_IsAnsweredWithWhatItIs_AndComesBackAsItWas()
    {
        using var uploaded = await UploadAsync(Encoding.UTF8.GetBytes("%PDF-1.7 hello"), "Ärger.pdf");
        var file = await uploaded.JsonAsync();

        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        Assert.Equal(("Ärger.pdf", 14, "application/pdf"), (file.GetProperty("name").GetString(), file.GetProperty("size").GetInt32(), file.GetProperty("contentType").GetString()));
        using var download = await Host.GetAsync(uploaded.Headers.Location!.AbsolutePath);
        Assert.Equal("%PDF-1.7 hello", await download.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("attachment", "Ärger.pdf"), (download.Content.Headers.ContentDisposition?.DispositionType, download.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(download.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>", "a.png")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg")]
    [InlineData("#!/bin/sh", "a.txt")]
    [InlineData("MZ", "a.exe")]
    public async Task Download_IsNeverShown_WhenItCouldRun(string content, string name)
    {
        using var uploaded = await UploadAsync(Encoding.UTF8.GetBytes(content), name);

        using var download = await Host.GetAsync(uploaded.Headers.Location!.AbsolutePath);

        Assert.Equal(("attachment", "application/octet-stream"), (download.Content.Headers.ContentDisposition?.DispositionType, download.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Picture_IsShown_AndNotKeptByOthers()
    {
        using var uploaded = await UploadAsync(Png, "a.png");

        using var download = await Host.GetAsync(uploaded.Headers.Location!.AbsolutePath);

        Assert.Equal(("inline", "image/png"), (download.Content.Headers.ContentDisposition?.DispositionType, download.Content.Headers.ContentType?.MediaType));
        Assert.True(download.Headers.CacheControl is { Private: true, NoCache: true });
    }

    [Theory]
    [InlineData("{\"id\":\"#\"}")]
    [InlineData("{\"id\":\"#\",\"name\":\"forged.exe\",\"size\":1,\"contentType\":\"text/html\"}")]
    [InlineData("\"#\"")]
    public async Task Record_HoldsTheFile_WhenWrittenWithItsId(string value)
    {
        using var uploaded = await UploadAsync(Png, "a.png");
        var id = (await uploaded.JsonAsync()).GetProperty("id").GetString()!;

        using var made = await Host.PostAsync("/api/data/stalls", Responses.Json($"{{\"name\":\"A\",\"photo\":{value.Replace("#", id, StringComparison.Ordinal)}}}"));

        Assert.Equal($$"""{"id":"{{id}}","name":"a.png","size":12,"contentType":"image/png"}""", (await made.JsonAsync()).GetProperty("photo").GetRawText());
        using var download = await Host.GetAsync($"/api/files/{id}");
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        using var deleted = await Host.DeleteAsync(made.Headers.Location!.AbsolutePath);
        using var gone = await Host.GetAsync($"/api/files/{id}");
        await gone.ProblemAsync(HttpStatusCode.NotFound, "file.unknown");
    }

    [Fact]
    public async Task Upload_IsRefused_WhenTooLargeBrokenOrNotAllowed()
    {
        using var large = await UploadAsync(new byte[(25 * 1024 * 1024) + 1], "a.bin");
        await large.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file.size");
        using var empty = await UploadAsync([], "a.bin");
        await empty.ProblemAsync(HttpStatusCode.UnprocessableEntity, "file.empty");
        using var json = await Host.PostAsync("/api/files", Responses.Json("{}"));
        await json.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "request.media_type");
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var missing = await Host.PostAsync("/api/files", form);
        await missing.ProblemAsync(HttpStatusCode.BadRequest, "request.part_missing");
    }

    [Fact]
    public async Task EveryCall_IsRefused_WithoutTheRight()
    {
        using var uploaded = await UploadAsync(Png, "a.png");
        Host.Client.DefaultRequestHeaders.Remove("X-Rights");
        Host.Client.DefaultRequestHeaders.Add("X-Rights", "Read");

        using var refused = await UploadAsync(Png, "a.png");
        using var unseen = await Host.GetAsync(uploaded.Headers.Location!.AbsolutePath);

        await refused.ProblemAsync(HttpStatusCode.Forbidden, "access.write");
        await unseen.ProblemAsync(HttpStatusCode.NotFound, "file.unknown");
    }

    private async Task<HttpResponseMessage> UploadAsync(byte[] content, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await Host.PostAsync("/api/files", form);
    }
}
