using Crm.Platform.Abstractions;
using Crm.Platform.Api.OData;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>A request whose address and sender are known.</summary>
internal readonly record struct DataRequest(HttpContext Http, ODataModel Model, EntityDefinition Entity, Caller Caller)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public string Query => Http.Request.QueryString.Value ?? "";
}
