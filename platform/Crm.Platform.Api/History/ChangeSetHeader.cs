using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.History;

/// <summary>The header <c>Crm-Change-Set</c>: a UUID the client chooses for changes it may want to undo together. Anything else in it is ignored.</summary>
internal static class ChangeSetHeader
{
    public const string Name = "Crm-Change-Set";

    public static Caller Apply(HttpRequest request, Caller caller) =>
        request.Headers.TryGetValue(Name, out var sent) && Guid.TryParseExact(sent.ToString(), "D", out var changeSet) ? caller with { ChangeSet = changeSet } : caller;
}
