using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Files;

namespace Crm.Platform.Records.Tests.Importing;

/// <summary>A file of given content that is gone afterwards.</summary>
internal sealed class SampleFile : IDisposable
{
    public SampleFile(byte[] content) => File.WriteAllBytes(Path, content);

    public SampleFile(string content)
        : this(Encoding.UTF8.GetBytes(content))
    {
    }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public Task<Result<CsvSource>> OpenAsync(ImportOptions? limits = null) => CsvSource.OpenAsync(Path, null, limits ?? new ImportOptions(), CancellationToken.None);

    public async Task<List<CsvRow>> RowsAsync(ImportOptions? limits = null)
    {
        await using var source = (await OpenAsync(limits)).Value;
        return await source.ReadAsync(CancellationToken.None).ToListAsync();
    }

    public void Dispose() => File.Delete(Path);
}
