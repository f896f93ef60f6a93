namespace Crm.Platform.Abstractions;

/// <summary>What a caller may do: the roles of the person cut down to the scopes of the token.</summary>
[Flags]
public enum CallerRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read records and the definitions behind them.</summary>
    Read = 1,

    /// <summary>Create, change, delete, restore and import records.</summary>
    Write = 2,

    /// <summary>Change and publish definitions.</summary>
    Customize = 4,

    /// <summary>Administer users and clients.</summary>
    Admin = 8,
}
