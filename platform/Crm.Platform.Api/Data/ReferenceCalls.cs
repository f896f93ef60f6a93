using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Batch;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Relations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>/{set}({id})/{relation}/$ref</c>: which records a relation has, without their values.</summary>
internal static class ReferenceCalls
{
    /// <summary>The first thousand references.</summary>
    public static async Task ReadAsync(DataRequest request, ResourcePath path, RelationDefinition relation)
    {
        var reader = request.Http.RequestServices.GetRequiredService<IRecordReader>();
        var found = await reader.FindAsync(request.Entity.Name, path.Id, request.Caller, request.Aborted);
        var page = found.IsSuccess
            ? await reader.QueryAsync(new RecordQuery(relation.Target) { Within = new RelationOwner(request.Entity.Name, path.Id, relation.Name), Top = RecordQuery.MaxTop }, request.Caller, request.Aborted)
            : found.Failure;
        if (!page.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, page.Failure);
            return;
        }
        var (output, set) = (Wire.JsonOutput.Rent(), request.Model.Snapshot.Entity(relation.Target)!.Set);
        output.Json.WriteStartObject();
        output.Json.WriteString("@odata.context", $"{Addresses.DataRoot(request.Http.Request)}$metadata#Collection($ref)");
        output.Json.WriteStartArray("value");
        foreach (var row in page.Value.Rows)
        {
            output.Json.WriteStartObject();
            output.Json.WriteString("@odata.id", Addresses.Record(request.Http.Request, set, row.Record.Id));
            output.Json.WriteEndObject();
        }
        output.Json.WriteEndArray();
        output.Json.WriteEndObject();
        await output.SendAsync(request.Http.Response, WireTypes.OData, request.Aborted);
    }

    /// <summary>Adds one (<c>POST</c>, or <c>PUT</c> of a relation to one) or says which there are (<c>PUT</c> with a list).</summary>
    public static async Task WriteAsync(DataRequest request, ResourcePath path, RelationDefinition relation, bool isWhole)
    {
        using var body = await JsonBody.ReadAsync(request.Http, allowDuplicates: true);
        if (body is null)
            return;
        var target = request.Model.Snapshot.Entity(relation.Target)!;
        var ids = Ids(body.RootElement, target, isWhole && !relation.IsSingle);
        if (ids is { } named)
            await ChangeAsync(request, path, relation, new RelationInput([.. named.Select(id => new RelatedInput(id))]) { IsWhole = isWhole });
        else
            await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("@odata.id", "field.bind", $"The body names a record: {{\"@odata.id\": \"{target.Set}(id)\"}}; of PUT to many, {{\"value\": [ … ]}}.")));
    }

    /// <summary>Removes the one in the address, or in <c>$id</c>; of a relation to one the only one.</summary>
    public static async Task RemoveAsync(DataRequest request, ResourcePath path, RelationDefinition relation)
    {
        var target = request.Model.Snapshot.Entity(relation.Target)!;
        var id = path.RelatedId ?? EntityReference.Parse(JsonSerializer.SerializeToElement(request.Http.Request.Query["$id"].ToString()), target);
        if (id is null && relation.IsSingle)
            await ChangeAsync(request, path, relation, new RelationInput([]));
        else if (id is { } named)
            await ChangeAsync(request, path, relation, new RelationInput([new RelatedInput(named) { IsRemoved = true }]) { IsWhole = false });
        else
            await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("$id", "field.bind", $"Say which: …/{relation.Name}/$ref?$id={target.Set}(id), or …/{relation.Name}(id)/$ref.")));
    }

    private static async Task ChangeAsync(DataRequest request, ResourcePath path, RelationDefinition relation, RelationInput related)
    {
        var writer = BatchCall.WriterOf(request.Http) ?? request.Http.RequestServices.GetRequiredService<IRecordWriter>();
        var expected = await ExpectedVersion.OfAsync(request, path.Id);
        var written = expected.IsSuccess
            ? await writer.UpdateAsync(request.Entity.Name, path.Id, new RecordInput().Relate(relation.Name, related), expected.Value, request.Caller, request.Aborted)
            : expected.Failure;
        if (written.IsSuccess)
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ProblemResponse.WriteAsync(request.Http, written.Failure);
    }

    private static ImmutableArray<Guid>? Ids(JsonElement body, EntityDefinition target, bool isList)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return null;
        if (!isList)
            return Named(body, target) is { } one ? [one] : null;
        if (!body.TryGetProperty("value", out var list) || list.ValueKind != JsonValueKind.Array)
            return null;
        var ids = list.EnumerateArray().Select(item => Named(item, target)).ToList();
        return ids.Contains(null) ? null : [.. ids.Select(id => id!.Value)];
    }

    private static Guid? Named(JsonElement json, EntityDefinition target)
    {
        if (json.ValueKind == JsonValueKind.Object)
            foreach (var name in EntityReference.Names)
                if (json.TryGetProperty(name, out var reference))
                    return EntityReference.Parse(reference, target);
        return null;
    }
}
