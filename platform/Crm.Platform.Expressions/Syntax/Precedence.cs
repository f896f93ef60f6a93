namespace Crm.Platform.Expressions.Syntax;

/// <summary>How strongly the operators between two operands bind, as in JavaScript.</summary>
internal static class Precedence
{
    public const int Lowest = 1;
    public const int In = 5;

    /// <summary>The operator and its strength, or <see langword="null"/> when the token is none.</summary>
    public static (BinaryOperator Operator, int Strength)? Of(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "??" => (BinaryOperator.Coalesce, 1),
        "||" => (BinaryOperator.Or, 2),
        "&&" => (BinaryOperator.And, 3),
        "==" or "===" => (BinaryOperator.Equal, 4),
        "!=" or "!==" => (BinaryOperator.NotEqual, 4),
        "<" => (BinaryOperator.Less, 5),
        "<=" => (BinaryOperator.LessOrEqual, 5),
        ">" => (BinaryOperator.Greater, 5),
        ">=" => (BinaryOperator.GreaterOrEqual, 5),
        "+" => (BinaryOperator.Add, 6),
        "-" => (BinaryOperator.Subtract, 6),
        "*" => (BinaryOperator.Multiply, 7),
        "/" => (BinaryOperator.Divide, 7),
        "%" => (BinaryOperator.Remainder, 7),
        _ => null,
    };
}
