using System.Linq.Expressions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Internal;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>SQL where PostgreSQL would answer otherwise than SQLite and memory do: null comes first, whole numbers do not overflow, rows are locked on request.</summary>
#pragma warning disable EF1001 // Null order has no public option; versions are pinned and every sorting test runs through here.
internal sealed class PostgreSqlQueryText(QuerySqlGeneratorDependencies dependencies, IRelationalTypeMappingSource types, Version server)
    : NpgsqlQuerySqlGenerator(dependencies, types, reverseNullOrderingEnabled: false, server)
{
    protected override void GenerateRootCommand(Expression queryExpression)
    {
        base.GenerateRootCommand(queryExpression);
        if (queryExpression is SelectExpression select && RowLock.Of(select.Tags) is { } clause)
            Sql.AppendLine().Append(clause);
    }

    protected override void GenerateTagsHeaderComment(ISet<string> tags) => base.GenerateTagsHeaderComment(tags.Where(t => !RowLock.IsTag(t)).ToHashSet(StringComparer.Ordinal));

    protected override Expression VisitOrdering(OrderingExpression ordering)
    {
        var visited = base.VisitOrdering(ordering);
        // Where no null can be, the words would only keep an index from serving.
        if (ordering.Expression is not ColumnExpression { IsNullable: false })
            Sql.Append(ordering.IsAscending ? " NULLS FIRST" : " NULLS LAST");
        return visited;
    }

    protected override Expression VisitSqlBinary(SqlBinaryExpression sqlBinaryExpression) => sqlBinaryExpression switch
    {
        { OperatorType: ExpressionType.Add, Type: var type } when IsWhole(type) => Exact(sqlBinaryExpression, " + "),
        { OperatorType: ExpressionType.Subtract, Type: var type } when IsWhole(type) => Exact(sqlBinaryExpression, " - "),
        { OperatorType: ExpressionType.Multiply, Type: var type } when IsWhole(type) => Exact(sqlBinaryExpression, " * "),
        { OperatorType: ExpressionType.Modulo, Type: var type } when IsWhole(type) => Exact(sqlBinaryExpression, ", ", "mod"),
        { OperatorType: ExpressionType.Divide, Type: var type } when IsWhole(type) => Exact(sqlBinaryExpression, ", ", "div"),
        _ => base.VisitSqlBinary(sqlBinaryExpression),
    };

    private static bool IsWhole(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(long);

    /// <summary>As <c>numeric</c>, which has no end; <c>bigint</c> would fail beyond 64 bits.</summary>
    private SqlBinaryExpression Exact(SqlBinaryExpression node, string between, string function = "")
    {
        Sql.Append(function).Append("(CAST(");
        Visit(node.Left);
        Sql.Append(" AS numeric)").Append(between).Append("CAST(");
        Visit(node.Right);
        Sql.Append(" AS numeric))");
        return node;
    }
}
