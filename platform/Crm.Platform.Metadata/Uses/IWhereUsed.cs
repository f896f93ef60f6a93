using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Uses;

/// <summary>Answers what would break if something were gone. Needs <see cref="CallerRights.Customize"/>.</summary>
public interface IWhereUsed
{
    /// <summary>Every use of a published definition, or of one field of an entity; <see cref="NotFound"/> when there is no such thing.</summary>
    Result<ImmutableArray<DefinitionUse>> Find(UseTarget target, Caller caller);
}
