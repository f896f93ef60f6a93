using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Exporting;

/// <summary>Who took records out.</summary>
public interface IExportLog
{
    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<ExportedRow>> ListAsync(int most, CancellationToken cancellationToken);
}
