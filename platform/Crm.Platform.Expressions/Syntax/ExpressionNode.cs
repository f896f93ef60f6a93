using System.Collections.Immutable;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>A parsed expression, not yet checked against any entity. Immutable.</summary>
public abstract record ExpressionNode
{
    /// <summary>Offset of its first character in the source text; 0 for nodes built by code.</summary>
    public int Position { get; init; }
}

/// <summary>A constant.</summary>
/// <param name="Value"><see langword="null"/>, <see cref="string"/>, <see cref="bool"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/>, UTC <see cref="DateTime"/> or <see cref="Guid"/>.</param>
public sealed record LiteralNode(object? Value) : ExpressionNode;

/// <summary>A field, or a field reached over lookups: <c>account.industry</c>.</summary>
public sealed record PathNode(ImmutableArray<string> Segments) : ExpressionNode;

/// <summary><c>!x</c> or <c>-x</c>.</summary>
public sealed record UnaryNode(UnaryOperator Operator, ExpressionNode Operand) : ExpressionNode;

/// <summary>Two operands around an operator.</summary>
public sealed record BinaryNode(BinaryOperator Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

/// <summary><c>condition ? then : otherwise</c>.</summary>
public sealed record ConditionalNode(ExpressionNode Condition, ExpressionNode Then, ExpressionNode Otherwise) : ExpressionNode;

/// <summary><c>value in ['a', 'b']</c>.</summary>
public sealed record InNode(ExpressionNode Value, ImmutableArray<ExpressionNode> Options) : ExpressionNode;

/// <summary>A call of a listed function.</summary>
public sealed record CallNode(string Function, ImmutableArray<ExpressionNode> Arguments) : ExpressionNode;

/// <summary>A template string: its literal and expression parts in order.</summary>
public sealed record TemplateNode(ImmutableArray<ExpressionNode> Parts) : ExpressionNode;

/// <summary>Whether a record of a relation meets a condition, or how many do. Only queries ask it; the language has no words for it.</summary>
/// <param name="Path">The relation, after the lookups that lead to the record it is of.</param>
/// <param name="Condition">Over the relation's records, or <see langword="null"/> for all of them.</param>
public sealed record RelatedNode(ImmutableArray<string> Path, ExpressionNode? Condition, bool IsCount = false) : ExpressionNode;

public enum UnaryOperator { Not, Negate }

public enum BinaryOperator
{
    Add, Subtract, Multiply, Divide, Remainder,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    And, Or, Coalesce,
}
