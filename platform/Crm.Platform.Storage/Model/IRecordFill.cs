using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Storage.Model;

/// <summary>Gives existing records the values that a new version of the definitions asks for.</summary>
public interface IRecordFill
{
    /// <summary>Works inside the publish transaction, with the new tables; writers wait for it. Records in the trash count too.</summary>
    /// <param name="before">The definitions in force until then.</param>
    /// <param name="model">The records as the new definitions see them.</param>
    /// <param name="context">Takes part in the publish transaction; not to be disposed.</param>
    /// <returns>Why they cannot have them; the publish is then given up.</returns>
    Task<Failure?> FillAsync(MetadataSnapshot before, RecordModel model, RecordContext context, CancellationToken cancellationToken);
}
