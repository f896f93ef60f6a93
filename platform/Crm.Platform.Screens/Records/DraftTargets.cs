using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;

namespace Crm.Platform.Screens.Records;

/// <summary>Lets conditions look at the records that lookups on the screen point at. What lies behind those is not known here, so it is null; the server decides with all of it.</summary>
internal sealed class DraftTargets(RecordDraft draft, Record preview) : ILookupResolver
{
    public Record? Target(Record record, FieldDefinition lookup) => ReferenceEquals(record, preview) ? draft.Target(lookup) : null;
}
