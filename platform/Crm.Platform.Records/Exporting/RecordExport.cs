using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Exporting;

/// <inheritdoc/>
internal sealed class RecordExport(IRecordDatabase records, AccessGate gate, IRecordReader reader, ExportLog log, IFieldKindRegistry kinds, TimeProvider time) : IRecordExport
{
    public async Task<Result<IPreparedExport>> PrepareAsync(ExportRequest request, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var profile = gate.Profile(records.Current, caller);
        if (profile.Access(request.Query.Entity) is not { } access)
            return Failures.UnknownEntity(request.Query.Entity);
        if (!access.May(AccessAction.Export))
            return Failures.MayNot(AccessAction.Export, access.Whole);
        var columns = ExportColumns.Of(access.Seen, request.Fields, request.Format is ExportFormat.Csv or ExportFormat.Xlsx, target => profile.Access(target)?.May(AccessAction.Read) == true, kinds);
        if (!columns.IsSuccess)
            return columns.Failure;
        var pages = new ExportPages(reader, request, columns.Value, caller);
        var first = await pages.ReadAsync(null, 0, cancellationToken);
        if (!first.IsSuccess)
            return first.Failure;
        var noted = await log.BeginAsync(request, caller, cancellationToken);
        return new PreparedExport(request, access.Seen, columns.Value, pages, first.Value, time.GetUtcNow().UtcDateTime, written => log.EndAsync(noted, written));
    }
}
