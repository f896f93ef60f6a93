using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Platform.Records.Reading;

/// <summary>One key a query sorts by.</summary>
/// <param name="Value">Of a <see cref="StoredRecord"/>.</param>
/// <param name="Field">The record's own stored field it is, or <see langword="null"/> when the database computes it.</param>
internal sealed record SortKey(LambdaExpression Value, bool Descending, FieldDefinition? Field)
{
    public Type Type => Value.ReturnType;

    /// <summary>The key of that record.</summary>
    public Expression Of(Expression record) => ReplacingExpressionVisitor.Replace(Value.Parameters[0], record, Value.Body);

    public bool IsNullable => !Type.IsValueType || Nullable.GetUnderlyingType(Type) is not null;
}
