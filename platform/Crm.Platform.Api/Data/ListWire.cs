using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tracking;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>Writes records the way OData JSON has them.</summary>
internal static class ListWire
{
    private static readonly JsonEncodedText Context = JsonEncodedText.Encode("@odata.context");
    private static readonly JsonEncodedText Count = JsonEncodedText.Encode("@odata.count");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Next = JsonEncodedText.Encode("@odata.nextLink");
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("@odata.type");
    private static readonly JsonEncodedText Delta = JsonEncodedText.Encode("@odata.deltaLink");
    private static readonly JsonEncodedText Removed = JsonEncodedText.Encode("@removed");
    private static readonly JsonEncodedText ETag = JsonEncodedText.Encode("@odata.etag");

    public static void Write(Utf8JsonWriter json, HttpRequest request, ListPlan plan, RecordPage page, Paging paging, long? count, string? tracking, IFieldKindRegistry kinds)
    {
        json.WriteStartObject();
        json.WriteString(Context, string.Concat(Addresses.DataRoot(request), "$metadata#", plan.Entity.Set, plan.ContextSuffix));
        if (count is { } total)
            json.WriteNumber(Count, total);
        json.WriteStartArray(Value);
        if (!paging.IsEmpty)
            foreach (var row in page.Rows)
                WriteRow(json, request, plan, row, kinds);
        json.WriteEndArray();
        if (paging.NextLink(request, plan, page.Next, tracking) is { } link)
            json.WriteString(Next, link);
        else if (tracking is not null)
            json.WriteString(Delta, Paging.DeltaLink(request, plan, tracking));
        json.WriteEndObject();
    }

    /// <summary>What changed in a list.</summary>
    public static void WriteChanges(Utf8JsonWriter json, HttpRequest request, ListPlan plan, ChangePage page, IFieldKindRegistry kinds)
    {
        json.WriteStartObject();
        json.WriteString(Context, string.Concat(Addresses.DataRoot(request), "$metadata#", plan.Entity.Set, plan.ContextSuffix + "/$delta"));
        json.WriteStartArray(Value);
        foreach (var row in page.Rows)
            WriteRow(json, request, plan, row, kinds);
        foreach (var (id, isDeleted) in page.Removed)
        {
            json.WriteStartObject();
            json.WriteStartObject(Removed);
            json.WriteString("reason", isDeleted ? "deleted" : "changed");
            json.WriteEndObject();
            json.WriteString(SystemFields.Id, id);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString(page.HasMore ? Next : Delta, Paging.DeltaLink(request, plan, DeltaToken.Write(page.Next)));
        json.WriteEndObject();
    }

    /// <summary>One record as a whole answer.</summary>
    public static void WriteSingle(Utf8JsonWriter json, HttpRequest request, ListPlan plan, RecordRow row, IFieldKindRegistry kinds)
    {
        json.WriteStartObject();
        json.WriteString(Context, string.Concat(Addresses.DataRoot(request), "$metadata#", plan.Entity.Set, plan.ContextSuffix + "/$entity"));
        WriteMembers(json, request, plan, row, kinds);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, HttpRequest request, ListPlan plan, RecordRow row, IFieldKindRegistry kinds)
    {
        json.WriteStartObject();
        WriteMembers(json, request, plan, row, kinds);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, HttpRequest request, ListPlan plan, RecordRow row, IFieldKindRegistry kinds)
    {
        WriteMembers(json, row, plan.Select, plan.Expand, kinds);
        foreach (var collection in row.Collections)
            foreach (var expand in plan.Expand)
                if (expand.Relation?.Name == collection.Relation)
                    new CollectionWire(json, request, kinds).Write(plan.Entity, row.Record, expand, collection);
    }

    /// <summary>The fields of a record and the lookups written along.</summary>
    public static void WriteMembers(Utf8JsonWriter json, RecordRow row, FieldSelection? select, ImmutableArray<ExpandPlan> lookups, IFieldKindRegistry kinds)
    {
        WriteTag(json, row.Record.Version);
        RecordWire.Of(row.Record.Layout, kinds).WriteMembers(json, row.Record, select);
        foreach (var expand in lookups)
        {
            if (expand.Relation is not null)
                continue;
            json.WritePropertyName(expand.Name);
            if (row.Target(expand.Navigation) is { } target)
                WriteTarget(json, target, expand, kinds);
            else
                json.WriteNullValue();
        }
    }

    private static void WriteTarget(Utf8JsonWriter json, Record target, ExpandPlan expand, IFieldKindRegistry kinds)
    {
        json.WriteStartObject();
        if (expand.IsOfSeveral)
            json.WriteString(Type, $"#{EdmModelFactory.Namespace}.{target.Layout.Entity.Name}");
        WriteTag(json, target.Version);
        RecordWire.Of(target.Layout, kinds).WriteMembers(json, target, expand.Select);
        json.WriteEndObject();
    }

    /// <summary><c>W/"12"</c> without a string made for it.</summary>
    private static void WriteTag(Utf8JsonWriter json, long version)
    {
        Span<byte> tag = stackalloc byte[24];
        "W/\""u8.CopyTo(tag);
        System.Buffers.Text.Utf8Formatter.TryFormat(version, tag[3..], out var digits);
        tag[3 + digits] = (byte)'"';
        json.WriteString(ETag, tag[..(4 + digits)]);
    }
}
