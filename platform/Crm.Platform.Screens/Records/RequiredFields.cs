using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Screens.Records;

/// <summary>Finds what a form wants filled in for the record as it is now. The entity's own rules are the pipeline's.</summary>
internal sealed class RequiredFields(IFormConditions conditions)
{
    /// <summary>Names of the fields that must be filled in for the record as it is now, in the form's order.</summary>
    public ImmutableArray<string> Of(FormDefinition form, RecordDraft draft, Caller caller)
    {
        var preview = draft.Preview();
        var wanted = from tab in form.Tabs
                     from section in tab.Sections
                     from field in section.Fields
                     let edited = draft.Field(field.Field)
                     where edited is not null && conditions.Of(field, draft, preview, caller) is { Visible: true, Required: true, ReadOnly: false }
                     select field.Field;
        return [.. wanted.Distinct()];
    }
}
