using System.Linq.Expressions;
using System.Reflection;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>A field of a record inside a query, the way EF Core maps it: system fields by property, declared ones by indexer.</summary>
internal static class FieldAccess
{
    // EF translates the call of the getter, not an index expression.
    private static readonly MethodInfo Indexer = typeof(Record).GetProperty("Item")!.GetMethod!;

    /// <summary><c>r => r.field</c> as the field's own column is indexed, so that its index serves the sort.</summary>
    public static LambdaExpression SortKey(FieldDefinition field, IFieldKindRegistry kinds, IQueryDialect dialect)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var storage = kinds.Get(field).Storage;
        var column = Of(record, field, storage.Clr());
        return Expression.Lambda(storage == StorageType.Text ? dialect.Column(column) : column, record);
    }

    public static Expression Of(Expression record, FieldDefinition field, Type type)
    {
        var system = field.Name switch
        {
            SystemFields.Id => nameof(Record.Id),
            SystemFields.CreatedAt => nameof(Record.CreatedAt),
            SystemFields.ModifiedAt => nameof(Record.ModifiedAt),
            SystemFields.Version => nameof(Record.Version),
            SystemFields.CreatedById => nameof(Record.CreatedById),
            SystemFields.ModifiedById => nameof(Record.ModifiedById),
            SystemFields.OwnerId => nameof(Record.OwnerId),
            _ => null,
        };
        return system is not null
            ? Expression.Property(record, system)
            : Expression.Convert(Expression.Call(record, Indexer, Expression.Constant(field.Name)), type);
    }
}
