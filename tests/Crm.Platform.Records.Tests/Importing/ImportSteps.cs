using System.Collections.Immutable;
using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Importing;

/// <summary>The steps of an import as tests take them.</summary>
internal static class ImportSteps
{
    public static Caller Ann { get; } = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write) { Name = "Ann" };

    public static IImports Imports(this TestPlatform platform) => platform.Get<IImports>();

    public static Task<Guid> UploadAsync(this TestPlatform platform, string text) => platform.UploadAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<Guid> UploadAsync(this TestPlatform platform, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return (await platform.Imports().UploadAsync(content, "file.csv", Ann, CancellationToken.None)).Value;
    }

    public static async Task<Result<ImportPreview>> PreviewAsync(this TestPlatform platform, string text, ImportMapping mapping) =>
        await platform.Imports().PreviewAsync(await platform.UploadAsync(text), mapping, Ann, CancellationToken.None);

    /// <summary>Uploads, starts and waits for the end.</summary>
    public static async Task<ImportJob> ImportAsync(this TestPlatform platform, string text, ImportMapping mapping) => await platform.RunAsync(await platform.UploadAsync(text), mapping);

    public static async Task<ImportJob> RunAsync(this TestPlatform platform, Guid id, ImportMapping mapping)
    {
        var started = await platform.Imports().StartAsync(id, mapping, Ann, CancellationToken.None);
        Assert.Null(started.Failure);
        if (platform.Get<ImportQueue>().Find(id) is { } live)
            await live.Task;
        return (await platform.Imports().FindAsync(id, Ann, CancellationToken.None)).Value;
    }

    public static async Task<string> ErrorsAsync(this TestPlatform platform, Guid id)
    {
        using var reader = new StreamReader((await platform.Imports().OpenErrorsAsync(id, Ann, CancellationToken.None)).Value);
        return await reader.ReadToEndAsync();
    }

    public static ImportMapping Mapped(string entity, params (string Header, string? Field)[] columns) =>
        new(entity) { Columns = columns.ToImmutableDictionary(c => c.Header, c => new ColumnMapping { Field = c.Field }) };

    public static ImportMapping With(this ImportMapping mapping, string header, Func<ColumnMapping, ColumnMapping> change) =>
        mapping with { Columns = mapping.Columns!.SetItem(header, change(mapping.Columns[header])) };
}
