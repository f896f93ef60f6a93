using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = Crm.Platform.Storage.Databases.IDatabase;

namespace Crm.Platform.Storage.Events;

/// <summary>Inserts rows of a mapped class many per statement, on a connection and in a transaction of somebody else's.</summary>
/// <remarks>EF Core's own insert tracks every row and, on SQLite, sends each in a statement of its own: several times slower.</remarks>
public sealed class RowInsert<T>
    where T : class
{
    private readonly ImmutableArray<Column> _columns;
    private readonly string _head;
    private readonly int _rowsAtOnce;
    private readonly string _full;

    /// <param name="context">Any context that maps the class; it is not kept.</param>
    public RowInsert(DbContext context, IDatabase database)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(database);
        var entity = context.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var names = context.GetService<ISqlGenerationHelper>();
        var properties = entity.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).ToList();
        _columns = [.. properties.Select(p => new Column(p.GetGetter(), p.GetRelationalTypeMapping(), p.IsNullable))];
        _head = $"INSERT INTO {names.DelimitIdentifier(table.Name)} ({string.Join(", ", properties.Select(p => names.DelimitIdentifier(p.GetColumnName(table)!)))}) VALUES ";
        _rowsAtOnce = Math.Max(1, database.ParametersAtOnce / _columns.Length);
        _full = Text(_rowsAtOnce);
    }

    /// <param name="transaction">Of a context with a running transaction; it may be of another class.</param>
    public async Task RunAsync(DatabaseFacade transaction, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        await using var command = transaction.GetDbConnection().CreateCommand();
        command.Transaction = transaction.CurrentTransaction!.GetDbTransaction();
        for (var from = 0; from < rows.Count; from += _rowsAtOnce)
        {
            var count = Math.Min(_rowsAtOnce, rows.Count - from);
#pragma warning disable CA2100 // Names come from the model, values are parameters.
            command.CommandText = count == _rowsAtOnce ? _full : Text(count);
#pragma warning restore CA2100
            command.Parameters.Clear();
            for (var row = 0; row < count; row++)
                AddValues(command, rows[from + row], row * _columns.Length);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private void AddValues(DbCommand command, T row, int first)
    {
        for (var i = 0; i < _columns.Length; i++)
            command.Parameters.Add(_columns[i].Mapping.CreateParameter(command, NameOf(first + i), _columns[i].Getter.GetClrValue(row), _columns[i].IsNullable));
    }

    private string Text(int rows)
    {
        var text = new StringBuilder(_head);
        for (var row = 0; row < rows; row++)
            text.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(row * _columns.Length, _columns.Length).Select(NameOf)).Append(')');
        return text.ToString();
    }

    private static string NameOf(int parameter) => string.Create(CultureInfo.InvariantCulture, $"@p{parameter}");

    private sealed record Column(IClrPropertyGetter Getter, RelationalTypeMapping Mapping, bool IsNullable);
}
