using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>The id of a record of another entity. Whether that record exists is the pipeline's question.</summary>
internal sealed class LookupKind() : GuidFieldKind(FieldKinds.Lookup)
{
    public override ImmutableArray<string> Keywords => ["x-crm.lookup", "x-crm.onDelete", "x-crm.options"];
}
