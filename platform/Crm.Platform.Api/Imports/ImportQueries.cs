using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Jobs;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Api.Imports;

/// <summary>Following an import.</summary>
internal static class ImportQueries
{
    public static async Task ListAsync(ImportCall call)
    {
        var jobs = await call.Imports.ListAsync(call.Caller, call.Aborted);
        if (jobs.IsSuccess)
            await call.AnswerAsync(new ImportListWire([.. jobs.Value.Select(j => ImportWire.From(j, call.Http.Request))]), ImportJson.Default.ImportListWire);
        else
            await call.RefuseAsync(jobs.Failure);
    }

    public static async Task GetAsync(ImportCall call) => await AnswerAsync(call, await call.Imports.FindAsync(call.Id, call.Caller, call.Aborted));

    public static async Task CancelAsync(ImportCall call) => await AnswerAsync(call, await call.Imports.CancelAsync(call.Id, call.Caller, call.Aborted));

    public static async Task UndoAsync(ImportCall call) => await AnswerAsync(call, await call.Imports.UndoAsync(call.Id, call.Caller, call.Aborted));

    public static async Task ErrorsAsync(ImportCall call)
    {
        var errors = await call.Imports.OpenErrorsAsync(call.Id, call.Caller, call.Aborted);
        if (!errors.IsSuccess)
        {
            await call.RefuseAsync(errors.Failure);
            return;
        }
        await using var file = errors.Value;
        var response = call.Http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"import-{call.Id:N}-errors.csv" }.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        await file.CopyToAsync(response.Body, call.Aborted);
    }

    public static Task AnswerAsync(ImportCall call, Result<ImportJob> job) =>
        job.IsSuccess ? call.AnswerAsync(ImportWire.From(job.Value, call.Http.Request), ImportJson.Default.ImportWire) : call.RefuseAsync(job.Failure);
}
