using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Benchmarks.Cases;

/// <summary>Imports of files, as somebody with all rights runs them.</summary>
internal sealed class ImportJobs(IImports imports)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    /// <summary>What the product takes the columns of a file for.</summary>
    public async Task<ImmutableDictionary<string, ColumnMapping>> GuessAsync(string path, string entity, CancellationToken cancellationToken)
    {
        var preview = await imports.PreviewAsync(await UploadAsync(path, cancellationToken), new ImportMapping(entity), Ann, cancellationToken);
        return preview.Value.Columns.ToImmutableDictionary(c => c.Header, c => c.Mapping!);
    }

    /// <summary>From the upload to the end of the job.</summary>
    public async Task<ImportJob> RunAsync(string path, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var id = await UploadAsync(path, cancellationToken);
        var job = (await imports.StartAsync(id, mapping, Ann, cancellationToken)).Value;
        while (job.IsActive)
        {
            await Task.Delay(10, cancellationToken);
            job = (await imports.FindAsync(id, Ann, cancellationToken)).Value;
        }
        return job;
    }

    private async Task<Guid> UploadAsync(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return (await imports.UploadAsync(content, Path.GetFileName(path), Ann, cancellationToken)).Value;
    }
}
