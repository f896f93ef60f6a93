using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Upserts;

/// <summary>Writes records by a key: those that have its values are changed, the others created.</summary>
public interface IRecordUpsert
{
    /// <summary>Good rows land, each bad one is told. Of several rows with one key the later ones change what the first made.</summary>
    /// <param name="key">Fields of one of the entity's keys, as the caller sees it. A row must give all of them.</param>
    /// <returns>One outcome per input, in order; or a failure of the whole: no right, no such key.</returns>
    Task<Result<IReadOnlyList<Result<Upserted>>>> RunAsync(string entity, ImmutableArray<string> key, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken);

    /// <summary>The id of the live record with that key, or <see langword="null"/> when the caller may see none.</summary>
    /// <returns>Or a failure: no right, no such key, values that are none of it.</returns>
    Task<Result<Guid?>> FindAsync(string entity, RecordInput key, Caller caller, CancellationToken cancellationToken);
}

/// <param name="Created">Or else it was there and was changed.</param>
public readonly record struct Upserted(Guid Id, bool Created);
