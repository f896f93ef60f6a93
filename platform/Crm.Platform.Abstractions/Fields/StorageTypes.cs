namespace Crm.Platform.Abstractions;

/// <summary>CLR types of the storage types.</summary>
public static class StorageTypes
{
    /// <summary>The type of a value that may be unset: <c>long?</c> for <see cref="StorageType.Integer"/>.</summary>
    public static Type Clr(this StorageType storage) => storage switch
    {
        StorageType.Text => typeof(string),
        StorageType.Integer => typeof(long?),
        StorageType.Decimal => typeof(decimal?),
        StorageType.Boolean => typeof(bool?),
        StorageType.Date => typeof(DateOnly?),
        StorageType.DateTime => typeof(DateTime?),
        StorageType.Guid => typeof(Guid?),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, null),
    };
}
