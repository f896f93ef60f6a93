namespace Crm.Platform.Records.Rights;

/// <summary>What somebody may do with records of an entity.</summary>
public enum AccessAction
{
    Create,
    Read,
    Update,

    /// <summary>To the trash and back.</summary>
    Delete,

    /// <summary>Take many out at once; only what may also be read.</summary>
    Export,

    /// <summary>Bring many in at once; only where records may also be created.</summary>
    Import,
}
