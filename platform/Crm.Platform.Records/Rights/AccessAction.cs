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

internal static class AccessActions
{
    /// <summary>Whether it is done with a record that is there already, so that the record must be readable too.</summary>
    public static bool NeedsRead(this AccessAction action) => action is AccessAction.Update or AccessAction.Delete or AccessAction.Export;
}
