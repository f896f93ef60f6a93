using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Metadata;

/// <summary><c>GET /problems</c>: what was left out when the host started, where it stands in its file, and what to do about it.</summary>
internal static class DefinitionProblems
{
    public static Task ListAsync(MetadataRequest request)
    {
        if (!request.Caller.May(CallerRights.Customize))
            return ProblemResponse.WriteAsync(request.Http, new Forbidden("access.customize", "You may not look at or change definitions."));
        var problems = request.Http.RequestServices.GetRequiredService<IDefinitionStart>().Problems;
        return request.AnswerAsync(new JsonObject { ["value"] = new JsonArray([.. problems.Select(Wire)]) });
    }

    private static JsonObject Wire(DefinitionProblem problem) => new()
    {
        ["kind"] = problem.Kind,
        ["name"] = problem.Name,
        ["file"] = problem.File,
        ["path"] = problem.Problem.Path,
        ["code"] = problem.Problem.Code,
        ["message"] = problem.Problem.Message,
        ["hint"] = problem.Problem.Hint,
    };
}
