using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Api.Tests.Hosting;

/// <summary>Everybody may see everything.</summary>
internal sealed class OpenRights(IMetadata metadata) : IRights
{
    public MetadataSnapshot SeenBy(Caller caller) => metadata.Current;

    public EntityRights On(string entity, Caller caller) => new(true, true, true, true, true, true, true);

    public Task<Result<ThisRecordRights>> OnRecordAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        Task.FromResult<Result<ThisRecordRights>>(new ThisRecordRights(true, true, true));
}
