using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads a form. Sections given directly make a single tab.</summary>
internal static class FormReader
{
    private const int DefaultColumns = 2;

    public static FormDefinition Read(JsonObject json, ProblemLog log)
    {
        var name = json.Text("name") ?? "";
        NameRules.Check("name", name, log);
        if (json.Has("tabs") && json.Has("sections"))
            log.Add("sections", "misplaced", "A form has tabs or sections, not both.", "Move the sections into a tab.");
        else if (!json.Has("tabs") && !json.Has("sections"))
            log.Add("sections", "required", "A form needs tabs or sections.", "Add \"sections\": [{ \"fields\": [\"name\"] }].");
        return new FormDefinition(name, json.Text("entity") ?? "", ReadTabs(json, log))
        {
            Title = json.Text("title") ?? NameRules.Humanize(name),
            IsFlat = json.Has("sections"),
            KeyFacts = [.. json["keyFacts"].Texts().Select(t => t.Text)],
            Stages = json.Text("stages"),
            Related = [.. json.Items("related").Index().Where(r => r.Item is JsonObject).Select(r => ReadRelated(r.Item!.AsObject(), log.At("related", r.Index)))],
        };
    }

    private static ImmutableArray<FormTab> ReadTabs(JsonObject json, ProblemLog log) =>
        json.Has("sections")
            ? [new FormTab("Details", ReadSections(json, log))]
            : [.. json.Items("tabs").Select((item, i) => (Tab: item as JsonObject, i)).Select(t => new FormTab(t.Tab.Text("title") ?? "", ReadSections(t.Tab, log.At("tabs", t.i))))];

    private static ImmutableArray<FormSection> ReadSections(JsonObject? json, ProblemLog log) =>
        [.. json.Items("sections").Select((item, i) => (Section: item as JsonObject, i))
            .Select(s => new FormSection(s.Section.Text("title") ?? "", s.Section.Whole("columns") ?? DefaultColumns, ReadFields(s.Section, log.At("sections", s.i))))];

    private static ImmutableArray<FormField> ReadFields(JsonObject? section, ProblemLog log) =>
        [.. section.Items("fields").Select((item, i) => item is JsonObject json ? ReadField(json, log.At("fields", i)) : new FormField(item.AsText() ?? ""))];

    private static FormField ReadField(JsonObject json, ProblemLog log) => new(json.NamedField(log))
    {
        Visible = json.Condition("visible"),
        Required = json.Condition("required"),
        ReadOnly = json.Condition("readOnly"),
        Wide = json.Flag("wide") == true,
    };

    private static RelatedList ReadRelated(JsonObject json, ProblemLog log)
    {
        var relation = json.Text("relation");
        foreach (var name in new[] { "entity", "via" })
            if (relation is null && !json.Has(name))
                log.Add(name, "required", $"'{name}' is missing.", "Name the entity and its lookup, or a relation.");
            else if (relation is not null && json.Has(name))
                log.Add(name, "misplaced", $"'{name}' follows from the relation.");
        return new RelatedList(json.Text("entity") ?? "", json.Text("via") ?? "", json.Text("view"), json.Text("title")) { Relation = relation };
    }
}
