using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Screens.Records;

/// <summary>The fields' own settings.</summary>
internal sealed class PlainConditions : IFormConditions
{
    public FieldState Of(FormField field, FieldDefinition definition, Record preview, Caller caller) => new(true, definition.Required, definition.ReadOnly);
}
