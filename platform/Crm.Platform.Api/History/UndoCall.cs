using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.History;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.History;

/// <summary><c>POST /api/data/changes/{changeSet}/undo</c>: what became of each record, as far as it could not be undone.</summary>
internal static class UndoCall
{
    public static async Task InvokeAsync(HttpContext context)
    {
        var caller = await context.RequestServices.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        var changeSet = Guid.Parse((string)context.Request.RouteValues["changeSet"]!);
        var outcome = await context.RequestServices.GetRequiredService<IChangeUndo>().UndoAsync(changeSet, caller, context.RequestAborted);
        if (!outcome.IsSuccess)
        {
            await ProblemResponse.WriteAsync(context, outcome.Failure);
            return;
        }
        var output = JsonOutput.Rent();
        HistoryWire.Write(output.Json, outcome.Value);
        await output.SendAsync(context.Response, WireTypes.Json, context.RequestAborted);
    }
}
