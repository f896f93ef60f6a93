using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Exporting;

/// <summary>Takes records out of the platform. Needs the right to export them; every export is noted.</summary>
public interface IRecordExport
{
    /// <summary>Checks the request and reads the first records, so that what is wrong is told before anything is sent.</summary>
    Task<Result<IPreparedExport>> PrepareAsync(ExportRequest request, Caller caller, CancellationToken cancellationToken);
}

/// <summary>An export about to be sent.</summary>
public interface IPreparedExport
{
    string ContentType { get; }

    /// <summary><c>contacts-2026-03-15.csv</c>.</summary>
    string FileName { get; }

    /// <summary>Writes all of it, some thousand records in memory at a time. Records that come and go meanwhile may be in it or not.</summary>
    /// <exception cref="IOException">The rest could not be read: what was written is not whole and must not look so.</exception>
    Task WriteAsync(Stream target, CancellationToken cancellationToken);
}
