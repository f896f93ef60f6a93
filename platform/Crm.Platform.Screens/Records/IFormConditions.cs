using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Screens.Records;

/// <summary>Answers the conditions of a form: visible, required, read-only.</summary>
internal interface IFormConditions
{
    /// <summary>The field's state for a record as it would be saved. A condition that cannot be read leaves the field's own setting.</summary>
    FieldState Of(FormField field, FieldDefinition definition, Record preview, Caller caller);
}
