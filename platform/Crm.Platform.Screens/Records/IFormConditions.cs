using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Screens.Records;

/// <summary>Answers the conditions of a form and of its entity's fields: visible, required, read-only, options.</summary>
internal interface IFormConditions
{
    /// <summary>The field's state for a record as it would be saved. A condition that cannot be read leaves the field's own setting.</summary>
    /// <param name="preview">The draft's record as it is now; made once for all fields.</param>
    FieldState Of(FormField field, RecordDraft draft, Record preview, Caller caller);

    /// <summary>What a formula gives for the draft, as far as what it reads is known on the screen.</summary>
    object? Formula(FieldDefinition field, RecordDraft draft, Record preview, Caller caller);

    /// <summary>What a field's default by expression gives for the draft; <see langword="null"/> when nothing.</summary>
    object? Default(FieldDefinition field, RecordDraft draft, Caller caller);
}
