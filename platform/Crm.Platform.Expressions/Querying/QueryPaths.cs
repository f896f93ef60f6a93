using System.Linq.Expressions;
using System.Reflection;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Reads fields in a query: declared ones by the indexer EF Core maps, system ones by property, those of other records by a correlated subquery.</summary>
/// <param name="start">Writes the id a path starts at when it does not start at the record.</param>
internal sealed class QueryPaths(Expression record, IRecordSets sets, IQueryDialect dialect, Func<TypedNode, Expression> start)
{
    private static readonly MethodInfo Indexer = typeof(Record).GetProperty("Item")!.GetMethod!;

    /// <summary>The value; a decimal in units of its field's scale.</summary>
    public Expression Value(TypedPath path) => Follow(record, path, 0, raw: false);

    /// <summary>The value as its column has it, for comparing it with its like and for asking whether it is null.</summary>
    public Expression Column(TypedPath path) => Follow(record, path, 0, raw: true);

    /// <summary>CLR type of the records.</summary>
    public Type RecordType => record.Type;

    /// <summary>A lookup of another record than the one paths begin at, of type <c>Guid?</c>.</summary>
    public Expression Of(Expression other, FieldDefinition lookup) => Field(other, lookup, StorageType.Guid, raw: true);

    private Expression Follow(Expression from, TypedPath path, int step, bool raw)
    {
        if (step == path.Lookups.Length)
            return Field(from, path.Field, path.Type, raw);
        var (lookup, entity) = path.Lookups[step];
        var key = step == 0 && path.Start is { } caller ? start(caller) : Field(from, lookup, StorageType.Guid, raw: true);
        var target = Expression.Parameter(from.Type, $"t{step}");
        var live = Expression.AndAlso(
            Expression.Equal(Expression.Convert(Expression.Property(target, nameof(Record.Id)), typeof(Guid?)), key),
            QueryTranslator.Null(Expression.Property(target, nameof(Record.DeletedAt))));
        var value = Follow(target, path, step + 1, raw);
        var found = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [from.Type], sets.Set(entity.Name), Expression.Quote(Expression.Lambda(live, target)));
        var values = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [from.Type, value.Type], found, Expression.Quote(Expression.Lambda(value, target)));
        return Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [value.Type], values);
    }

    private Expression Field(Expression from, FieldDefinition field, StorageType type, bool raw)
    {
        var property = SystemProperty(field.Name);
        var value = Expression.Convert(property is null ? Expression.Call(from, Indexer, Expression.Constant(field.Name)) : Expression.Property(from, property), type.Clr());
        return type == StorageType.Decimal && !raw ? dialect.Units(value, field) : value;
    }

    private static string? SystemProperty(string field) => field switch
    {
        SystemFields.Id => nameof(Record.Id),
        SystemFields.CreatedAt => nameof(Record.CreatedAt),
        SystemFields.CreatedById => nameof(Record.CreatedById),
        SystemFields.ModifiedAt => nameof(Record.ModifiedAt),
        SystemFields.ModifiedById => nameof(Record.ModifiedById),
        SystemFields.OwnerId => nameof(Record.OwnerId),
        SystemFields.Version => nameof(Record.Version),
        _ => null,
    };
}
