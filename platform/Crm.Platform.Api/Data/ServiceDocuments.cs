using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.OData.Edm.Csdl;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /</c> and <c>GET /$metadata</c>: what there is, for clients that discover.</summary>
internal static class ServiceDocuments
{
    private static readonly Forbidden MayNotRead = new("access.read", "You may not read records.");

    public static Task InvokeAsync(HttpContext context, ResourceKind kind, ODataModel model, Caller caller) => context.Request.Method switch
    {
        not ("GET" or "HEAD") => MethodRefusal.WriteAsync(context, "GET, HEAD"),
        _ when !caller.May(CallerRights.Read) => ProblemResponse.WriteAsync(context, MayNotRead),
        _ when kind == ResourceKind.ServiceDocument => ServiceAsync(context, model),
        _ => MetadataAsync(context, model),
    };

    private static Task ServiceAsync(HttpContext context, ODataModel model)
    {
        var output = JsonOutput.Rent();
        var json = output.Json;
        json.WriteStartObject();
        json.WriteString("@odata.context", Addresses.DataRoot(context.Request) + "$metadata");
        json.WriteStartArray("value");
        foreach (var entity in model.Snapshot.Entities)
        {
            json.WriteStartObject();
            json.WriteString("name", entity.Set);
            json.WriteString("title", entity.PluralTitle);
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", entity.Set);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return output.SendAsync(context.Response, WireTypes.OData, context.RequestAborted);
    }

    private static Task MetadataAsync(HttpContext context, ODataModel model)
    {
        var format = context.Request.Query["$format"].ToString();
        var wantsJson = format.Length > 0 ? format.Contains("json", StringComparison.OrdinalIgnoreCase) : context.Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);
        return wantsJson ? JsonAsync(context, model) : XmlAsync(context, model);
    }

    private static Task JsonAsync(HttpContext context, ODataModel model)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            CsdlWriter.TryWriteCsdl(model.Edm, json, out _);
        var csdl = JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))!.AsObject();
        UntypedCsdl.Mend(csdl);
        var output = JsonOutput.Rent();
        csdl.WriteTo(output.Json);
        return output.SendAsync(context.Response, WireTypes.Json, context.RequestAborted);
    }

    private static async Task XmlAsync(HttpContext context, ODataModel model)
    {
        var csdl = new XDocument();
        using (var written = csdl.CreateWriter())
            CsdlWriter.TryWriteCsdl(model.Edm, written, CsdlTarget.OData, out _);
        UntypedCsdl.Mend(csdl);
        using var buffer = new MemoryStream();
        await using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Async = true }))
            await csdl.SaveAsync(xml, context.RequestAborted);
        context.Response.ContentType = WireTypes.Xml;
        context.Response.ContentLength = buffer.Length;
        await context.Response.BodyWriter.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }
}
