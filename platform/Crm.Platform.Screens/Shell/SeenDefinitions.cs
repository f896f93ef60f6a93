using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Screens.Shell;

/// <summary>The definitions in force as the person at this screen may know them: what is closed is not drawn. One per circuit.</summary>
/// <remarks>A page asks for the caller before it draws; the parts it draws then read <see cref="Current"/>. Before that nothing is there.</remarks>
public sealed class SeenDefinitions(IRights rights, ICurrentCaller current)
{
    private Caller _caller = Caller.Nobody;

    public MetadataSnapshot Current => rights.SeenBy(_caller);

    /// <summary>The caller with the rights of this moment.</summary>
    public async ValueTask<Caller> CallerAsync(CancellationToken cancellationToken) => _caller = await current.GetAsync(cancellationToken);

    public EntityRights On(EntityDefinition entity) => rights.On(entity.Name, _caller);

    /// <summary>What may be done with one record; nothing when it may not be seen.</summary>
    public async Task<ThisRecordRights> OnRecordAsync(EntityDefinition entity, Guid id, CancellationToken cancellationToken)
    {
        var found = await rights.OnRecordAsync(entity.Name, id, _caller, cancellationToken);
        return found.IsSuccess ? found.Value : new ThisRecordRights(false, false, false);
    }
}
