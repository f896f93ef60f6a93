using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Schema;

/// <summary>Reads tables as they lie in the database, whatever snapshot is in force: tombstones, and the middle of a publish.</summary>
internal sealed class TableReader(IDatabase database, IFieldKindRegistry kinds)
{
    /// <summary>A context that knows one table. Its connection may be replaced by that of a running transaction.</summary>
    /// <param name="table">Named as the table is, its fields as the columns are.</param>
    public RecordContext Open(EntityDefinition table)
    {
        using var blank = new RecordContext(RecordModel.Options(database, null));
        return new RecordContext(RecordModel.Options(database, RecordModelBuilder.Build(blank, [new TableShape(table, [])], kinds, database, designTime: false)));
    }

    /// <summary>Every record, the trash included, in the order of the ids.</summary>
    public async IAsyncEnumerable<Record> RowsAsync(EntityDefinition table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = Open(table);
        await foreach (var record in context.Records(table.Name).OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return record;
    }

    public async Task<long> CountAsync(EntityDefinition table, bool withTrash, CancellationToken cancellationToken)
    {
        await using var context = Open(table);
        return await context.Records(table.Name).LongCountAsync(r => withTrash || r.DeletedAt == null, cancellationToken);
    }
}
