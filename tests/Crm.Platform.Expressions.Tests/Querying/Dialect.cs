using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>SQLite through EF Core, as the storage project has it.</summary>
internal sealed class Dialect : IQueryDialect
{
    public Expression Like(Expression text, Expression pattern) => Expression.Call(
        typeof(DbFunctionsExtensions), nameof(DbFunctionsExtensions.Like), null,
        Expression.Constant(EF.Functions), text, pattern, Expression.Constant(TextRules.PatternEscape));

    public Expression Units(Expression value, FieldDefinition field) => Expression.Convert(value, typeof(long?));
}
