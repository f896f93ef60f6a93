using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading.Aggregates;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>Writes groups the way OData's aggregation extension has them: <c>account/industry</c> is an object inside an object.</summary>
internal static class GroupWire
{
    // Dividing by a one of many decimals is how a decimal loses its trailing zeros.
    private const decimal LongOne = 1.0000000000000000000000000000m;

    public static void Write(Utf8JsonWriter json, HttpRequest request, ListPlan plan, AggregatePage page, Paging paging, long? count, IFieldKindRegistry kinds)
    {
        var members = Members(page.Columns, 0);
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{Addresses.DataRoot(request)}$metadata#{plan.Entity.Set}({Names(members)})");
        if (count is { } total)
            json.WriteNumber("@odata.count", total);
        json.WriteStartArray("value");
        if (!paging.IsEmpty)
            foreach (var row in page.Rows)
                WriteGroup(json, members, page.Columns, row, kinds);
        json.WriteEndArray();
        if (page.HasMore && paging.NextLink(request, plan, SkipToken.Write(plan.Skip + paging.Size)) is { } link)
            json.WriteString("@odata.nextLink", link);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, ImmutableArray<Member> members, ImmutableArray<AggregateColumn> columns, ImmutableArray<object?> row, IFieldKindRegistry kinds)
    {
        json.WriteStartObject();
        foreach (var member in members)
        {
            json.WritePropertyName(member.Name);
            if (member.Members.IsEmpty)
                WriteValue(json, columns[member.Column].Field, row[member.Column], kinds);
            else
                WriteGroup(json, member.Members, columns, row, kinds);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, FieldDefinition? field, object? value, IFieldKindRegistry kinds)
    {
        if (value is null)
            json.WriteNullValue();
        else if (field is not null)
            kinds.Get(field).WriteJson(json, value, field);
        else if (value is long whole)
            json.WriteNumberValue(whole);
        else
            json.WriteNumberValue((decimal)value / LongOne);
    }

    private static ImmutableArray<Member> Members(IEnumerable<AggregateColumn> columns, int depth) => Members(columns.Select((column, index) => (column.Path, index)), depth);

    /// <summary>By their name at that depth, each where it comes first.</summary>
    private static ImmutableArray<Member> Members(IEnumerable<(ImmutableArray<string> Path, int Index)> columns, int depth) =>
    [
        .. columns.GroupBy(c => c.Path[depth], StringComparer.Ordinal)
            .Select(g => new Member(g.Key, g.First().Index, g.First().Path.Length == depth + 1 ? [] : Members(g, depth + 1))),
    ];

    private static string Names(ImmutableArray<Member> members) => string.Join(',', members.Select(m => m.Members.IsEmpty ? m.Name : $"{m.Name}({Names(m.Members)})"));

    /// <summary>A value, or an object of such.</summary>
    private sealed record Member(string Name, int Column, ImmutableArray<Member> Members);
}
