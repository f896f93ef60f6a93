using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Collections;

/// <summary>A record of a relation with the one it hangs on, as EF Core materialises it.</summary>
internal sealed class CollectionRow
{
    public required Guid Owner { get; init; }
    public required StoredRecord Record { get; init; }

    /// <summary>What ties the two together, where the relation has links.</summary>
    public StoredRecord? Link { get; init; }
}

/// <summary>How many records of a relation one record has.</summary>
internal sealed class CollectionCount
{
    public required Guid Owner { get; init; }
    public required long Count { get; init; }
}
