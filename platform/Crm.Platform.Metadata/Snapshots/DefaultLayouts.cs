using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>The form and view of an entity that defines none.</summary>
internal static class DefaultLayouts
{
    public static FormDefinition Form(MetadataSnapshot snapshot, EntityDefinition entity) =>
        new($"{entity.Name}_default", entity.Name, [new FormTab("Details", [new FormSection("", 2, [.. entity.Fields.Select(f => new FormField(f.Name))])])]);

    public static ViewDefinition View(MetadataSnapshot snapshot, EntityDefinition entity) =>
        new($"{entity.Name}_all", entity.Name, [.. entity.Fields.Take(6).Select(f => new ViewColumn(f.Name))]);
}
