using System.Text;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Writing.Relations;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>Writes what a record has of an expanded relation.</summary>
internal sealed class CollectionWire(Utf8JsonWriter json, HttpRequest request, IFieldKindRegistry kinds)
{
    public void Write(EntityDefinition owner, Record record, ExpandPlan plan, ExpandedRelation expanded)
    {
        if (plan.Relation!.IsSingle)
        {
            json.WritePropertyName(plan.Name);
            if (expanded.Rows.IsEmpty)
                json.WriteNullValue();
            else
                WriteRow(expanded.Rows[0], plan);
            return;
        }
        if (expanded.Count is { } count)
            json.WriteNumber($"{plan.Navigation}@odata.count", count);
        json.WriteStartArray(plan.Name);
        foreach (var row in expanded.Rows)
            WriteRow(row, plan);
        json.WriteEndArray();
        if (expanded.HasMore)
            json.WriteString($"{plan.Navigation}@odata.nextLink", NextLink(owner, record, plan, expanded.Rows.Length));
    }

    private void WriteRow(RecordRow row, ExpandPlan plan)
    {
        json.WriteStartObject();
        ListWire.WriteMembers(json, row, plan.Select, plan.Expand, kinds);
        if (row.Link is { } link)
            WriteLink(link);
        json.WriteEndObject();
    }

    private void WriteLink(Record link)
    {
        var fields = LinkFields.Of(link.Layout.Entity).ToList();
        if (fields.Count == 0)
            return;
        json.WriteStartObject(RelationInput.LinkMember);
        RecordWire.Of(link.Layout, kinds).WriteMembers(json, link, new FieldSelection(fields.Select(f => f.Name).Prepend(SystemFields.Id)));
        json.WriteEndObject();
    }

    private string NextLink(EntityDefinition owner, Record record, ExpandPlan plan, int passed)
    {
        var link = new StringBuilder(Addresses.Record(request, owner.Set, record.Id)).Append('/').Append(plan.Navigation).Append('?');
        foreach (var option in plan.Options)
            if (option.Name == "$top" && int.TryParse(option.Value, out var top))
                link.Append("$top=").Append(top - passed).Append('&');
            else
                link.Append(option.Name).Append('=').Append(Uri.EscapeDataString(option.Value)).Append('&');
        return link.Append("$skip=").Append(passed).ToString();
    }
}
