using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A number the platform gives each new record: unique, read-only, written by the field's pattern.</summary>
internal sealed class AutoNumberKind() : TextFieldKind(FieldKinds.AutoNumber, 100)
{
    private const string UsualPattern = "{00000}";

    public override FieldTraits Traits => FieldTraits.Assigned;

    public override ImmutableArray<string> Keywords => ["x-crm.pattern"];

    public override FieldDefinition Complete(FieldDefinition field) => field with { NumberPattern = field.NumberPattern ?? UsualPattern, ReadOnly = true, Unique = true };

    public override IEnumerable<Problem> Faults(FieldDefinition field)
    {
        if (NumberPattern.Fault(field.NumberPattern!) is { } fault)
            yield return new Problem("x-crm.pattern", "definition.value", fault) { Hint = "Write \"C-{0000}\"; {yyyy}, {MM} and {dd} stand for the day the number is given." };
        if (field.Formula is not null)
            yield return new Problem("x-crm.formula", "definition.misplaced", "An automatic number is given by the platform, not computed.");
        if (field.Default is not null)
            yield return new Problem("default", "definition.misplaced", "An automatic number has no default.");
    }

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = base.Schema(field);
        schema["readOnly"] = true;
        return schema;
    }
}
