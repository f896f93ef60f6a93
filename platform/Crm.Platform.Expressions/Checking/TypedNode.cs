using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Functions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Checking;

/// <summary>A checked expression. Both back ends read this and nothing else, so they cannot disagree on what a text means.</summary>
/// <param name="Type">Of its value; any value may be null.</param>
/// <param name="Constant">Whether it reads no field: its value is the same for every record.</param>
internal abstract record TypedNode(StorageType Type, bool Constant);

/// <param name="Value">Of the CLR type of <paramref name="Type"/>, or null.</param>
internal sealed record TypedLiteral(object? Value, StorageType Type) : TypedNode(Type, true)
{
    /// <summary>Whether it was written as a plain <c>null</c>, which takes any type.</summary>
    public bool Untyped { get; init; }
}

/// <param name="Lookups">The lookups to follow, first to last; empty for the record's own field.</param>
internal sealed record TypedPath(ImmutableArray<LookupStep> Lookups, FieldDefinition Field, StorageType Type) : TypedNode(Type, false)
{
    /// <summary>Id of the record the first lookup leads to, where that is not one of the record's own: the caller's.</summary>
    public TypedNode? Start { get; init; }

    public string Text => string.Join('.', Lookups.Select(l => l.Text).Append(Field.Name));
}

/// <summary>Minus.</summary>
internal sealed record TypedNegation(TypedNode Operand) : TypedNode(Operand.Type, Operand.Constant);

internal sealed record TypedNot(TypedNode Operand) : TypedNode(StorageType.Boolean, Operand.Constant);

/// <summary><c>+ - * / %</c> over two numbers of one type.</summary>
internal sealed record TypedArithmetic(BinaryOperator Operator, TypedNode Left, TypedNode Right, StorageType Type) : TypedNode(Type, Left.Constant && Right.Constant);

/// <summary>A comparison of two values of one type.</summary>
internal sealed record TypedComparison(BinaryOperator Operator, TypedNode Left, TypedNode Right) : TypedNode(StorageType.Boolean, Left.Constant && Right.Constant);

/// <summary><c>x == null</c>: never null itself.</summary>
internal sealed record TypedNullTest(TypedNode Operand) : TypedNode(StorageType.Boolean, Operand.Constant);

/// <summary><c>&amp;&amp;</c> or <c>||</c>.</summary>
internal sealed record TypedLogic(bool IsAnd, TypedNode Left, TypedNode Right) : TypedNode(StorageType.Boolean, Left.Constant && Right.Constant);

internal sealed record TypedCoalesce(TypedNode Left, TypedNode Right) : TypedNode(Left.Type, Left.Constant && Right.Constant);

internal sealed record TypedConditional(TypedNode Condition, TypedNode Then, TypedNode Otherwise) : TypedNode(Then.Type, Condition.Constant && Then.Constant && Otherwise.Constant);

/// <summary>Membership, as comparisons of the value with each option: true when one is true, else null when one is null, else false.</summary>
internal sealed record TypedIn(TypedNode Value, ImmutableArray<TypedNode> Tests) : TypedNode(StorageType.Boolean, Value.Constant && Tests.All(t => t.Constant));

/// <summary>Texts side by side.</summary>
/// <param name="NullIsEmpty">Whether a null part counts as no text (templates) or makes all of it null (<c>+</c>).</param>
internal sealed record TypedText(ImmutableArray<TypedNode> Parts, bool NullIsEmpty) : TypedNode(StorageType.Text, Parts.All(p => p.Constant));

/// <summary>An implied conversion: a number made decimal, a day made its first moment, anything made text.</summary>
internal sealed record TypedConversion(TypedNode Operand, StorageType Type) : TypedNode(Type, Operand.Constant);

internal sealed record TypedCall(ExpressionFunction Function, ImmutableArray<TypedNode> Arguments) : TypedNode(Function.Result, !Function.PerRun && Arguments.All(a => a.Constant));
