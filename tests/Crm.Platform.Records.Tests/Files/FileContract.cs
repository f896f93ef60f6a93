using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Files;

public abstract class FileContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);
    private static readonly Caller Bob = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    [Fact]
    public async Task File_BelongsToTheRecord_OnceItIsSaved()
    {
        await using var platform = await StartAsync();
        var file = await UploadAsync(platform, "%PDF-1.7 hello", "C:\\papers\\permit \"1\".pdf");

        var record = await SaveAsync(platform, ("permit", Of(file.Id)));

        Assert.Equal(CompositeValue.Empty.With("id", file.Id).With("name", "permit 1.pdf").With("size", 14L).With("contentType", "application/pdf"), record.Value["permit"]);
        Assert.Equal("%PDF-1.7 hello", await ReadAsync(platform, file.Id, Bob));
    }

    [Fact]
    public async Task File_IsItsUploadersAlone_UntilARecordHoldsIt()
    {
        await using var platform = await StartAsync();
        var file = await UploadAsync(platform, "%PDF-1.7", "a.pdf");

        Assert.Equal("%PDF-1.7", await ReadAsync(platform, file.Id, Ann));
        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(file.Id, Bob, CancellationToken.None)).Failure);
        var taken = await SaveAsync(platform, Bob, ("permit", Of(file.Id)));
        Assert.Equal(("permit", "field.file"), Problem(taken));
    }

    [Fact]
    public async Task File_CannotBeRead_ByWhoMayNotReadTheRecord()
    {
        await using var platform = await StartAsync();
        var file = await UploadAsync(platform, "%PDF-1.7", "a.pdf");
        await SaveAsync(platform, ("permit", Of(file.Id)));

        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(file.Id, Caller.Nobody, CancellationToken.None)).Failure);
        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(Guid.NewGuid(), Ann, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task File_BelongsToOneRecordOnly()
    {
        await using var platform = await StartAsync();
        var file = await UploadAsync(platform, "%PDF-1.7", "a.pdf");
        await SaveAsync(platform, ("permit", Of(file.Id)));

        Assert.Equal(("permit", "field.file"), Problem(await SaveAsync(platform, ("permit", Of(file.Id)))));
        var many = await platform.Writer.CreateManyAsync("stall", [.. (await TwoOfOneAsync(platform))], Ann, CancellationToken.None);
        Assert.Equal([true, false], many.Value.Select(o => o.IsSuccess));
    }

    [Theory]
    [InlineData("permit", "MZ program", "a.exe", "file.type")]
    [InlineData("permit", "<svg onload=x>", "a.pdf", "file.type")]
    [InlineData("permit", "%PDF-1.7", "a.zip", null)]
    [InlineData("permit", "plain", "a.TXT", null)]
    [InlineData("photo", "%PDF-1.7", "a.png", "file.type")]
    [InlineData("photo", "<svg onload=x>", "a.png", "file.type")]
    [InlineData("photo", "GIF89a....", "a.bin", null)]
    public async Task File_IsTaken_AsTheRulesOfItsFieldSay(string field, string content, string name, string? code)
    {
        await using var platform = await StartAsync();
        var file = await UploadAsync(platform, content, name);

        Assert.Equal(code, (await SaveAsync(platform, (field, Of(file.Id)))).Failure is Invalid invalid ? invalid.Problems.Single().Code : null);
        using var again = new MemoryStream(Encoding.UTF8.GetBytes(content));
        Assert.Equal(code, (await platform.Get<IFiles>().UploadAsync(again, name, platform.Snapshot.Entity("stall")!.Field(field), Ann, CancellationToken.None)).Failure?.Code);
    }

    [Fact]
    public async Task Upload_IsRefused_WhenItIsTooLargeEmptyOrNotAllowed()
    {
        await using var platform = await StartAsync();
        var permit = platform.Snapshot.Entity("stall")!.Field("permit");

        Assert.Equal("file.size", (await TryUploadAsync(platform, new string('x', 2001), permit)).Failure?.Code);
        Assert.Null((await TryUploadAsync(platform, new string('x', 2000), permit)).Failure);
        Assert.Equal("file.size", (await TryUploadAsync(platform, new string('x', (25 * 1024 * 1024) + 1), null)).Failure?.Code);
        Assert.Equal("file.empty", (await TryUploadAsync(platform, "", null)).Failure?.Code);
        using var content = new MemoryStream(Png);
        Assert.IsType<Forbidden>((await platform.Get<IFiles>().UploadAsync(content, "a.png", null, new Caller(null, CallerRights.Read), CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Sweep_RemovesWhatNobodyHolds_AfterADay()
    {
        await using var platform = await StartAsync();
        await platform.PublishAsync(platform.Read(StallDefinition.Json) with { Audit = false });
        var (kept, loose, replaced) = (await UploadAsync(platform, "%PDF-1", "kept.pdf"), await UploadAsync(platform, "%PDF-2", "loose.pdf"), await UploadAsync(platform, "%PDF-3", "old.pdf"));
        var record = (await SaveAsync(platform, ("permit", Of(replaced.Id)))).Value;
        Assert.Equal(0, await platform.Get<IFiles>().SweepAsync(CancellationToken.None));
        await platform.Writer.UpdateAsync("stall", record.Id, new RecordInput().Set("permit", Of(kept.Id)), null, Ann, CancellationToken.None);
        await platform.Writer.DeleteAsync("stall", record.Id, null, Ann, CancellationToken.None);
        platform.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(2, await platform.Get<IFiles>().SweepAsync(CancellationToken.None));

        await platform.Writer.RestoreAsync("stall", record.Id, Ann, CancellationToken.None);
        Assert.Equal("%PDF-1", await ReadAsync(platform, kept.Id, Ann));
        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(loose.Id, Ann, CancellationToken.None)).Failure);
        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(replaced.Id, Ann, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Replaced_IsKeptForTheHistory_AndCanBePutBack()
    {
        await using var platform = await StartAsync();
        var (first, second) = (await UploadAsync(platform, "%PDF-1", "first.pdf"), await UploadAsync(platform, "%PDF-2", "second.pdf"));
        var record = (await SaveAsync(platform, ("permit", Of(first.Id)))).Value;
        await platform.Writer.UpdateAsync("stall", record.Id, new RecordInput().Set("permit", Of(second.Id)), null, Ann, CancellationToken.None);
        await platform.Writer.UpdateAsync("stall", record.Id, new RecordInput().Set("permit", null), null, Ann, CancellationToken.None);
        platform.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(0, await platform.Get<IFiles>().SweepAsync(CancellationToken.None));
        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(first.Id, Bob, CancellationToken.None)).Failure);

        var history = platform.Get<IRecordHistory>();
        var entries = (await history.ListAsync("stall", record.Id, null, 10, Bob, CancellationToken.None)).Value.Entries;
        var back = await history.PutBackAsync("stall", record.Id, entries.Last(e => e.Field is not null).Id, force: true, Bob, CancellationToken.None);

        Assert.Equal(first.Id, (back.Value["permit"] as CompositeValue)?["id"]);
        Assert.Equal("%PDF-1", await ReadAsync(platform, first.Id, Bob));
    }

    [Fact]
    public async Task File_IsItsClientsAlone_UntilARecordHoldsIt()
    {
        await using var platform = await StartAsync();
        Caller Client(string id) => new(null, CallerRights.Read | CallerRights.Write) { ClientId = id };
        using var content = new MemoryStream("%PDF-1"u8.ToArray());
        var file = (await platform.Get<IFiles>().UploadAsync(content, "a.pdf", null, Client("one"), CancellationToken.None)).Value;

        Assert.Equal(("permit", "field.file"), Problem(await SaveAsync(platform, Client("two"), ("permit", Of(file.Id)))));
        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(file.Id, Client("two"), CancellationToken.None)).Failure);
        Assert.Equal(("permit", "field.file"), Problem(await SaveAsync(platform, new Caller(null, CallerRights.Read | CallerRights.Write), ("permit", Of(file.Id)))));
        Assert.Equal("%PDF-1", await ReadAsync(platform, file.Id, Client("one")));
        Assert.True((await SaveAsync(platform, Client("one"), ("permit", Of(file.Id)))).IsSuccess);
    }

    [Fact]
    public async Task File_StaysLoose_WhenItsRecordIsRefused()
    {
        await using var platform = await StartAsync();
        var file = await UploadAsync(platform, "%PDF-1.7", "a.pdf");

        Assert.NotNull((await SaveAsync(platform, ("permit", Of(file.Id)), ("stars", 9L))).Failure);

        Assert.Null((await SaveAsync(platform, ("permit", Of(file.Id)))).Failure);
    }

    [Fact]
    public async Task Update_KeepsTheFile_WhenItIsSentAgain_AndLetsItGo_WhenCleared()
    {
        await using var platform = await StartAsync();
        var file = await UploadAsync(platform, "%PDF-1.7", "a.pdf");
        var record = (await SaveAsync(platform, ("permit", Of(file.Id)))).Value;

        var same = await platform.Writer.UpdateAsync("stall", record.Id, new RecordInput().Set("permit", Of(file.Id)), null, Bob, CancellationToken.None);
        var cleared = await platform.Writer.UpdateAsync("stall", record.Id, new RecordInput().Set("permit", null), null, Ann, CancellationToken.None);

        Assert.Equal((1L, "a.pdf"), (same.Value.Version, ((CompositeValue)same.Value["permit"]!)["name"]));
        Assert.Null(cleared.Value["permit"]);
        Assert.IsType<NotFound>((await platform.Get<IFiles>().OpenAsync(file.Id, Bob, CancellationToken.None)).Failure);
    }

    [Theory]
    [InlineData("%PDF-1.4", "a", "application/pdf")]
    [InlineData("RIFF....WEBPVP8 ", "a", "image/webp")]
    [InlineData("PK\u0003\u0004", "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("PK\u0003\u0004", "a.exe", "application/zip")]
    [InlineData("a,b", "a.csv", "text/csv")]
    [InlineData("  <!DOCTYPE html><p>", "a.txt", "text/html")]
    [InlineData("<?xml version='1.0'?><svg>", "a.txt", "image/svg+xml")]
    [InlineData("#!/bin/sh", "a.txt", "text/x-shellscript")]
    [InlineData("MZ", "a.png", "application/x-msdownload")]
    [InlineData("\u0001\u0002", "a.txt", "application/octet-stream")]
    [InlineData("Grüße", "a.txt", "text/plain")]
    public void Type_IsReadFromTheContent(string content, string name, string type) => Assert.Equal(type, ContentSniffer.Type(Encoding.UTF8.GetBytes(content), name));

    private async Task<TestPlatform> StartAsync()
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(platform.Read(StallDefinition.Json));
        return platform;
    }

    private static CompositeValue Of(Guid id) => CompositeValue.Empty.With("id", id);

    private static async Task<IEnumerable<RecordInput>> TwoOfOneAsync(TestPlatform platform)
    {
        var file = await UploadAsync(platform, "%PDF-1.7", "b.pdf");
        return [new RecordInput().Set("name", "one").Set("permit", Of(file.Id)), new RecordInput().Set("name", "two").Set("permit", Of(file.Id))];
    }

    private static async Task<UploadedFile> UploadAsync(TestPlatform platform, string text, string name)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await platform.Get<IFiles>().UploadAsync(content, name, null, Ann, CancellationToken.None)).Value;
    }

    private static async Task<Result<UploadedFile>> TryUploadAsync(TestPlatform platform, string text, FieldDefinition? field)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await platform.Get<IFiles>().UploadAsync(content, "a.txt", field, Ann, CancellationToken.None);
    }

    private static Task<Result<Record>> SaveAsync(TestPlatform platform, params (string Field, object? Value)[] values) => SaveAsync(platform, Ann, values);

    private static Task<Result<Record>> SaveAsync(TestPlatform platform, Caller caller, params (string Field, object? Value)[] values)
    {
        var input = new RecordInput().Set("name", "Stall");
        foreach (var (field, value) in values)
            input.Set(field, value);
        return platform.Writer.CreateAsync("stall", input, caller, CancellationToken.None);
    }

    private static (string, string) Problem(Result<Record> outcome) => Assert.IsType<Invalid>(outcome.Failure).Problems.Single() is var problem ? (problem.Path, problem.Code) : default;

    private static async Task<string> ReadAsync(TestPlatform platform, Guid id, Caller caller)
    {
        await using var file = (await platform.Get<IFiles>().OpenAsync(id, caller, CancellationToken.None)).Value;
        using var reader = new StreamReader(file.Content);
        return await reader.ReadToEndAsync();
    }
}

public sealed class SqliteFileTests() : FileContract(TestDatabases.Sqlite);

public sealed class PostgreSqlFileTests() : FileContract(TestDatabases.PostgreSql);
