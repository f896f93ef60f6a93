using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Screens.Records;

/// <summary>Finds what a form wants filled in for the record as it is now. The entity's own rules are the pipeline's.</summary>
internal sealed class RequiredFields(IFormConditions conditions)
{
    /// <summary>An <see cref="Invalid"/> with one problem per empty field, or <see langword="null"/> when nothing is missing.</summary>
    public Invalid? Missing(FormDefinition form, RecordDraft draft, Caller caller)
    {
        var problems = Of(form, draft, caller).Select(name => draft.Field(name)!).Where(f => f is { Value: null, Typed: null })
            .Select(f => new Problem(f.Field.Name, "form.required", $"{f.Field.Title} is required.")).ToImmutableArray();
        return problems.IsEmpty ? null : new Invalid("form.required", problems[0].Message, problems);
    }

    /// <summary>Names of the fields that must be filled in for the record as it is now, in the form's order.</summary>
    public ImmutableArray<string> Of(FormDefinition form, RecordDraft draft, Caller caller)
    {
        var preview = draft.Preview();
        var wanted = from tab in form.Tabs
                     from section in tab.Sections
                     from field in section.Fields
                     let edited = draft.Field(field.Field)
                     where edited is not null && conditions.Of(field, edited.Field, preview, caller) is { Visible: true, Required: true, ReadOnly: false }
                     select field.Field;
        return [.. wanted.Distinct()];
    }
}
