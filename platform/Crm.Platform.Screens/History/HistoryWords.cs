using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Screens.Fields;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Screens.History;

/// <summary>Puts a history into words: saves instead of rows, values as their kinds show them, lookups by name.</summary>
internal sealed class HistoryWords(IFieldKindRegistry kinds, LookupSearch lookups)
{
    public async Task<IReadOnlyList<HistoryGroup>> GroupAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken)
    {
        var names = await NamesAsync(entries, cancellationToken);
        var groups = new List<HistoryGroup>();
        foreach (var save in entries.GroupBy(e => (e.Version, e.Kind)))
        {
            var first = save.First();
            // What says which entity a lookup points at is told by the lookup.
            ImmutableArray<HistoryChange> changes = [.. save.Where(e => e.Field is not null && !save.Any(other => other.Field is not null && other.Field.Name == e.Field.TypeOf)).OrderBy(e => e.Id).Select(e => Change(e, names))];
            groups.Add(new HistoryGroup(first.Id, first.ActorName ?? "The platform", What(first.Kind, changes.Length), first.At, Source(first.Source), changes, groups.Any(g => !g.Changes.IsEmpty)));
        }
        return groups;
    }

    private HistoryChange Change(HistoryEntry entry, Dictionary<Guid, string> names) =>
        new(entry.Id, entry.Field!.Title, Words(entry.Field, entry.Old, names), Words(entry.Field, entry.New, names), !entry.Field.ReadOnly);

    private string Words(FieldDefinition field, string? json, Dictionary<Guid, string> names)
    {
        if (json is null)
            return "empty";
        using var document = JsonDocument.Parse(json);
        var value = kinds.Get(field).ReadJson(document.RootElement, field);
        if (!value.IsSuccess)
            return json;
        return value.Value is Guid id && field.IsLookup ? names.GetValueOrDefault(id, "another record") : kinds.Get(field).Format(value.Value, field, CultureInfo.CurrentCulture);
    }

    /// <summary>Names of the records that lookups named; one that is gone or hidden has none.</summary>
    private async Task<Dictionary<Guid, string>> NamesAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var entry in entries.Where(e => e.Field?.IsLookup == true))
        {
            var type = entries.FirstOrDefault(e => e.Version == entry.Version && e.Field is not null && e.Field.Name == entry.Field!.TypeField);
            foreach (var (value, of) in new[] { (entry.Old, type?.Old), (entry.New, type?.New) })
                if (Guid.TryParse(value?.Trim('"'), out var id) && !names.ContainsKey(id) && await lookups.ResolveAsync(entry.Field!, id, of?.Trim('"'), cancellationToken) is { } target)
                    names[id] = target.Display;
        }
        return names;
    }

    private static string What(RecordEventKind kind, int fields) => kind switch
    {
        RecordEventKind.Created => "created it",
        RecordEventKind.Deleted => "moved it to the trash",
        RecordEventKind.Restored => "restored it",
        _ => fields == 1 ? "changed one field" : $"changed {fields} fields",
    };

    private static string Source(ChangeSource source) => source.Kind switch
    {
        "screen" => "on a screen",
        "api" => "over the API",
        "import" => "by an import",
        "workflow" => "by a workflow",
        "script" => "by a script",
        "platform" => "",
        var other => $"by {other}",
    };
}
