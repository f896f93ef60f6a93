using Crm.Platform.Abstractions;

namespace Crm.Platform.Storage.Model;

/// <summary>CLR types of the storage types.</summary>
public static class StorageTypes
{
    /// <summary>The type of a value that may be unset.</summary>
    public static Type NullableClrType(this StorageType storage) => storage switch
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
