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
        var preview = draft.Preview();
        var missing = from tab in form.Tabs
                      from section in tab.Sections
                      from field in section.Fields
                      let edited = draft.Field(field.Field)
                      where edited is { Value: null, Typed: null }
                      let state = conditions.Of(field, edited.Field, preview, caller)
                      where state is { Visible: true, Required: true, ReadOnly: false }
                      select new Problem(field.Field, "form.required", $"{edited.Field.Title} is required.");
        var problems = missing.DistinctBy(p => p.Path).ToImmutableArray();
        return problems.IsEmpty ? null : new Invalid("form.required", problems[0].Message, problems);
    }
}
