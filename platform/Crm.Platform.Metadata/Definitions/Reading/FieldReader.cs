using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads one property of an entity's schema as a field.</summary>
internal sealed class FieldReader(IFieldKindRegistry kinds)
{
    private readonly FieldKindRule _kindRule = new(kinds);

    /// <summary>The field, or <see langword="null"/> after reporting why its kind is unknown.</summary>
    public FieldDefinition? Read(string name, JsonObject json, bool required, ProblemLog log)
    {
        var crm = json.Object("x-crm");
        if (_kindRule.Resolve(json, crm, log) is not { } kind)
            return null;
        var formula = crm.Text("formula");
        var rollup = RollupReader.Read(crm, log);
        var known = kinds.Find(kind)!;
        var field = new FieldDefinition(name, kind)
        {
            Title = json.Text("title") ?? NameRules.Humanize(name),
            Description = json.Text("description"),
            Required = required,
            ReadOnly = formula is not null || rollup is not null || json.Flag("readOnly") == true,
            Formula = formula,
            IsVirtual = formula is not null && crm.Flag("stored") == false,
            Rollup = rollup,
            Unique = crm.Flag("unique") == true,
            Index = crm.Flag("index") == true,
            IsSearched = crm.Flag("search") != false,
            Traits = known.Traits,
        };
        field = FieldLimits.Read(field, known, json, crm, log);
        if (known.Keywords.Contains("enum"))
            field = field with { Choices = ChoiceReader.Read(json, crm, log) };
        else if (known.Keywords.Contains("items"))
            field = field with { Choices = ChoiceReader.Read(json.Object("items"), crm, log, "items") };
        if (known.Keywords.Contains("x-crm.lookup"))
            field = LookupReader.Read(field, crm, log);
        field = FieldConditions.Read(known.Complete(field), crm, log);
        if (crm.Has("stored") && formula is null)
            log.Add("x-crm.stored", "misplaced", "Only a formula can be stored or not.", "Remove it.");
        CheckCombinations(field, known, log);
        field = field with { Default = ReadDefault(field, json, log) };
        foreach (var fault in known.Faults(field))
            log.Report(fault);
        return field;
    }

    private static void CheckCombinations(FieldDefinition field, IFieldKind kind, ProblemLog log)
    {
        if (field.Unique && (!field.MayBeIndexed || field.Traits.HasFlag(FieldTraits.NotUnique)))
            log.Add("x-crm.unique", "misplaced", $"A {field.Kind} field cannot be unique.");
        if (field.Index && !field.MayBeIndexed)
            log.Add("x-crm.index", "misplaced", $"A {field.Kind} field cannot be indexed.", field.Parts.IsEmpty ? null : $"Index a part of it: \"indexes\": [[\"{field.Parts[0].Name}\"]].");
        if (!field.IsComputed)
            return;
        var computed = field.Formula is null ? "x-crm.rollup" : "x-crm.formula";
        if (field.Required)
            log.Add(computed, "misplaced", "A computed field cannot be required: nobody fills it in.", "Take the field out of 'required'.");
        if (kind.Storage is StorageType.Composite or StorageType.Texts || field.Traits.HasFlag(FieldTraits.Opaque))
            log.Add(computed, "misplaced", $"A {field.Kind} field cannot be computed.");
        if (field.IsVirtual && (field.Unique || field.Index))
            log.Add("x-crm.stored", "misplaced", "A formula that is not stored cannot be unique or indexed.", "Store it.");
        if (field.Formula is not null && field.Rollup is not null)
            log.Add("x-crm.rollup", "misplaced", "A field has a formula or a roll-up, not both.");
    }

    private JsonElement? ReadDefault(FieldDefinition field, JsonObject json, ProblemLog log)
    {
        if (json["default"] is not { } node)
            return null;
        if (field.IsComputed)
            log.Add("default", "misplaced", "A computed field cannot have a default.");
        if (field.DefaultFormula is not null)
            log.Add("x-crm.default", "misplaced", "A field has a default value or an expression for it, not both.");
        using var document = JsonDocument.Parse(node.ToJsonString());
        var value = document.RootElement.Clone();
        var kind = kinds.Get(field);
        var read = kind.ReadJson(value, field);
        var outcome = read.IsSuccess ? kind.Check(read.Value, field) : read;
        if (!outcome.IsSuccess)
            log.Add("default", "value", $"The default does not fit the field: {outcome.Failure.Message}");
        return value;
    }
}
