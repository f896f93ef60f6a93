using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>Several writes in one transaction.</summary>
public interface IRecordTransactions
{
    /// <summary>Keeps all of the writes when the work succeeds and none when it fails.</summary>
    /// <param name="work">Writes by the writer it is given and no other, which would wait for this transaction for ever. May run again when the database undid it for another transaction.</param>
    Task<Result<T>> RunAsync<T>(Func<IRecordWriter, Task<Result<T>>> work, CancellationToken cancellationToken);
}
