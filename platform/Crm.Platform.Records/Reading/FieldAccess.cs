using System.Linq.Expressions;
using System.Reflection;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Reading;

/// <summary>A field of a record inside a query, the way EF Core maps it: system fields by property, declared ones by indexer.</summary>
internal static class FieldAccess
{
    // EF translates the call of the getter, not an index expression.
    private static readonly MethodInfo Indexer = typeof(Record).GetProperty("Item")!.GetMethod!;

    public static Expression Of(Expression record, FieldDefinition field, Type type)
    {
        var system = field.Name switch
        {
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
