using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>Tells what the definitions of one kind use. Open by registration: whoever brings a kind of definition registers one.</summary>
public interface IUseSource
{
    /// <summary>Every use, in the order of the definitions. Paths are those the checks of that kind report.</summary>
    IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot);
}
