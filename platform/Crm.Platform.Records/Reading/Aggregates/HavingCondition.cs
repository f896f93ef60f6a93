using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>A condition over groups. What it asks of keys alone is asked of the records, which comes to the same; what it asks of aggregates is asked of the groups.</summary>
internal sealed class HavingCondition(ImmutableArray<GroupValue> values, List<Problem> problems)
{
    private const string Code = "query.having";

    /// <summary>The part that goes to the records, and the part that goes to the groups.</summary>
    public static (ExpressionNode? Records, ExpressionNode? Groups) Split(AggregateQuery query)
    {
        var names = query.Aggregates.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var (groups, records) = (new List<ExpressionNode>(), new List<ExpressionNode>());
        foreach (var part in Parts(query.Having))
            (Names(part).Any(names.Contains) ? groups : records).Add(part);
        return (All([.. records.Prepend(query.Records.Filter!).Where(n => n is not null)]), All(groups));
    }

    /// <summary>Every field or aggregate a condition names.</summary>
    public static ImmutableArray<string> Names(ExpressionNode node)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        PathReplacement.Replace(node, path =>
        {
            names.Add(string.Join('.', path.Segments));
            return path;
        });
        return names.ToImmutable();
    }

    /// <summary>Of type <see cref="bool"/>, over the group the values are of. Anything for a condition with problems.</summary>
    public Expression Build(ExpressionNode node) => node switch
    {
        BinaryNode { Operator: BinaryOperator.And } both => Expression.AndAlso(Build(both.Left), Build(both.Right)),
        BinaryNode { Operator: BinaryOperator.Or } either => Expression.OrElse(Build(either.Left), Build(either.Right)),
        UnaryNode { Operator: UnaryOperator.Not } not => Expression.Not(Build(not.Operand)),
        LiteralNode { Value: bool truth } => Expression.Constant(truth),
        BinaryNode { Left: PathNode path, Right: LiteralNode constant } test => Compare(test.Operator, path, constant),
        BinaryNode { Left: LiteralNode constant, Right: PathNode path } test => Compare(Turned(test.Operator), path, constant),
        InNode { Value: PathNode path } among when among.Options.All(o => o is LiteralNode) => among.Options.Select(o => Compare(BinaryOperator.Equal, path, (LiteralNode)o)).Aggregate(Expression.OrElse),
        _ => Report("Of what is summed up, only comparisons with constants can be asked, joined by 'and', 'or' and 'not'."),
    };

    private Expression Compare(BinaryOperator how, PathNode path, LiteralNode constant)
    {
        var name = string.Join('.', path.Segments);
        var measure = values.FirstOrDefault(v => v.Name == name)?.Measure;
        if (measure is null)
            return Report($"'{name}' is no aggregate of the query: ask for keys and for aggregates in conditions of their own, joined by 'and'.");
        return (how, constant.Value) switch
        {
            (BinaryOperator.Equal, null) => measure.IsNull,
            (BinaryOperator.NotEqual, null) => Expression.Not(measure.IsNull),
            ( >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual, { } value) => measure.Compare(how, value) ?? Report($"'{name}' cannot be compared with that constant: it is of another type, or has too many digits."),
            _ => Report($"'{name}' can only be compared."),
        };
    }

    private ConstantExpression Report(string message)
    {
        // What is written as one comparison is several here: the first that cannot be made says enough.
        if (problems.All(p => p.Code != Code))
            problems.Add(new Problem("having", Code, message));
        return Expression.Constant(false);
    }

    private static BinaryOperator Turned(BinaryOperator how) => how switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => how,
    };

    private static IEnumerable<ExpressionNode> Parts(ExpressionNode? node) => node switch
    {
        null => [],
        BinaryNode { Operator: BinaryOperator.And } both => Parts(both.Left).Concat(Parts(both.Right)),
        _ => [node],
    };

    private static ExpressionNode? All(List<ExpressionNode> nodes) =>
        nodes.Count == 0 ? null : nodes.Aggregate((left, right) => new BinaryNode(BinaryOperator.And, left, right));
}
