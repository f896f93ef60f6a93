using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Rights;

/// <summary>The two entities a link ties together: where no role names the link, what may be done with it follows from what may be done with them.</summary>
/// <remarks>Seen where both records are; made and removed where the one that declares the relation may be changed and the other is seen.</remarks>
internal sealed class LinkEnds(FieldDefinition near, EntityAccess nearAccess, FieldDefinition far, EntityAccess farAccess)
{
    /// <summary>What must be allowed with the record each lookup points at.</summary>
    public ImmutableArray<(FieldDefinition Lookup, EntityAccess Access, AccessAction Action)> Demands(AccessAction action) => action switch
    {
        AccessAction.Read or AccessAction.Export => [(near, nearAccess, action), (far, farAccess, action)],
        AccessAction.Import => [(near, nearAccess, AccessAction.Import), (near, nearAccess, AccessAction.Update), (far, farAccess, AccessAction.Read)],
        _ => [(near, nearAccess, AccessAction.Update), (far, farAccess, AccessAction.Read)],
    };

    /// <summary>Whether the action is allowed with some link at least.</summary>
    public bool May(AccessAction action) => Demands(action).All(d => d.Access.May(d.Action));

    /// <summary>Whether the action is allowed with every link.</summary>
    public bool IsUnlimited(AccessAction action) => Demands(action).All(d => d.Access.IsUnlimited(d.Action));
}
