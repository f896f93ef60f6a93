using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.Platform.Api.Imports;

/// <summary><c>POST /api/imports</c>: a file and what to do with it, as one multipart body in any order.</summary>
internal static class ImportStart
{
    /// <summary>Room for the mapping and the lines between the parts.</summary>
    private const long Surroundings = 2 * 1024 * 1024;

    public static async Task InvokeAsync(ImportCall call)
    {
        if (!call.Caller.May(CallerRights.Write))
        {
            // Before the body: nobody uploads a file only to hear no.
            await ImportQueries.AnswerAsync(call, new Forbidden("access.write", "You may not change records."));
            return;
        }
        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = call.Limits.MaxBytes + Surroundings;
        if (await ImportForm.ReadAsync(call) is not { } form)
            return;
        var mapping = MappingReader.Read(form.Mapping, call.Seen);
        if (!mapping.IsSuccess)
            await RefuseAsync(call, form.File, mapping.Failure);
        else if (mapping.Value.DryRun)
            await PreviewAsync(call, form.File, mapping.Value);
        else
            await StartAsync(call, form.File, mapping.Value);
    }

    private static async Task PreviewAsync(ImportCall call, Guid file, ImportRequest request)
    {
        var preview = await call.Imports.PreviewAsync(file, request.Mapping, call.Caller, call.Aborted);
        if (!preview.IsSuccess)
        {
            await RefuseAsync(call, file, preview.Failure);
            return;
        }
        await call.Imports.DiscardAsync(file, call.Caller, call.Aborted);
        if (preview.Value.Problems.IsEmpty)
            await call.AnswerAsync(preview.Value, ImportJson.Default.ImportPreview);
        else
            await call.RefuseAsync(new Invalid("import.mapping", preview.Value.Problems[0].Message, preview.Value.Problems));
    }

    private static async Task StartAsync(ImportCall call, Guid file, ImportRequest request)
    {
        var job = await call.Imports.StartAsync(file, request.Mapping, call.Caller, call.Aborted);
        if (!job.IsSuccess)
        {
            await RefuseAsync(call, file, job.Failure);
            return;
        }
        call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
        call.Http.Response.Headers.Location = Addresses.Import(call.Http.Request, job.Value.Id);
        await ImportQueries.AnswerAsync(call, job);
    }

    /// <summary>A refused file is not kept.</summary>
    private static async Task RefuseAsync(ImportCall call, Guid file, Failure failure)
    {
        await call.Imports.DiscardAsync(file, call.Caller, call.Aborted);
        await call.RefuseAsync(failure);
    }
}
