using System.Collections.Immutable;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Puts the newest version in force when the host starts, and takes over shipped definitions that are new.</summary>
public interface IDefinitionStart
{
    /// <summary>Everything that was left out at the start, and why. Empty when all is well.</summary>
    ImmutableArray<DefinitionProblem> Problems { get; }

    /// <summary>Publishes the shipped definitions on a first start; later puts the stored version in force, then publishes changed shipped files if nothing is lost by it.</summary>
    /// <param name="folder">Where the shipped definitions lie.</param>
    Task StartAsync(string folder, CancellationToken cancellationToken);
}
