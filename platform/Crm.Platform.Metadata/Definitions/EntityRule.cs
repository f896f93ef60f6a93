using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Definitions;

/// <summary>What a role allows with the records of one entity.</summary>
public sealed record EntityRule
{
    /// <summary>All records in every way.</summary>
    public static EntityRule Everything { get; } = new() { Create = AccessScope.All, Read = AccessScope.All, Update = AccessScope.All, Delete = AccessScope.All };

    /// <summary>For whom records may be made: who may be their owner.</summary>
    public AccessScope Create { get; init; }

    public AccessScope Read { get; init; }
    public AccessScope Update { get; init; }

    /// <summary>To the trash and back.</summary>
    public AccessScope Delete { get; init; }

    /// <summary><see langword="null"/> leaves it to the role's right.</summary>
    public AccessScope? Export { get; init; }

    /// <summary><see langword="null"/> leaves it to the role's right.</summary>
    public AccessScope? Import { get; init; }

    /// <summary>Expression a record must satisfy besides, whatever is done with it; <see langword="null"/> for none.</summary>
    public string? Where { get; init; }

    /// <summary>Fields that are not simply open. A field not named is written where records may be written.</summary>
    public ImmutableSortedDictionary<string, FieldRight> Fields { get; init; } = ImmutableSortedDictionary<string, FieldRight>.Empty;
}

/// <summary>Whose records, each including the one before.</summary>
public enum AccessScope
{
    None,

    /// <summary>Those the caller owns.</summary>
    Own,

    /// <summary>Also those of the members of the caller's teams and of the teams below them.</summary>
    Team,
    All,
}

/// <summary>What may be done with one field, each including the one before.</summary>
public enum FieldRight
{
    /// <summary>As if there were no such field.</summary>
    Hidden,
    Read,
    Write,
}
