using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Whether a database can answer a condition: found out by writing the query and throwing it away.</summary>
internal static class QueryRule
{
    private static readonly QueryExpressionCompiler Compiler = new(new AnyDialect());

    public static Failure? Fault(TypedExpression condition) => Compiler.Condition<Record>(condition, new NoRecords(), new EvaluationContext(TimeProvider.System)).Failure;

    /// <summary>As <see cref="Fault"/>, for a value that lists sort and filter by.</summary>
    public static Failure? FaultOfValue(TypedExpression value) => Compiler.SortKey<Record>(value, new NoRecords(), new EvaluationContext(TimeProvider.System)).Failure;

    private sealed class AnyDialect : IQueryDialect
    {
        public bool HasLists => false;

        public Expression Like(Expression text, Expression pattern) => Expression.Constant(true);

        public Expression Units(Expression value, FieldDefinition field) => Expression.Convert(value, typeof(long?));

        public Expression Column(Expression column) => column;

        public Expression Compared(Expression text, bool besideColumn) => text;

        public Expression Lower(Expression text) => text;

        public Expression Upper(Expression text) => text;

        public Expression ByCodePoint(Expression text) => text;

        public Expression AddDays(Expression from, Expression days) => from;
    }

    private sealed class NoRecords : IRecordSets
    {
        public Expression Set(string entity) => Enumerable.Empty<Record>().AsQueryable().Expression;
    }
}
