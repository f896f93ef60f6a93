using System.Collections.Immutable;

namespace Crm.Platform.Api.Http;

/// <summary>The versions a conditional request accepts.</summary>
/// <param name="Versions">Default where nothing was asked; version 0 never exists.</param>
internal readonly record struct TagCondition(ImmutableArray<long> Versions)
{
    /// <summary>No header was sent.</summary>
    public static TagCondition None => default;

    /// <summary><c>*</c>: any version, as long as there is one.</summary>
    public static TagCondition Anything => new([]);

    public bool IsGiven => !Versions.IsDefault;

    public bool IsAny => IsGiven && Versions.IsEmpty;

    public bool Matches(long version) => IsAny || (IsGiven && Versions.Contains(version));
}
