using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Checking;

/// <summary>Rewrites what is asked of a field made of parts as the same question to each part: it is empty when all of them are.</summary>
internal sealed class PartExpansion(IEntitySource entities)
{
    private const string EmptyTest = "isEmpty";

    /// <summary>The node, or what it stands for when it tests such a field for a value.</summary>
    public ExpressionNode Expand(EntityDefinition entity, ExpressionNode node) => node switch
    {
        BinaryNode { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left: PathNode path, Right: LiteralNode { Value: null } } test => Expand(entity, test, path),
        BinaryNode { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left: LiteralNode { Value: null }, Right: PathNode path } test => Expand(entity, test, path),
        CallNode { Function: EmptyTest, Arguments: [PathNode path] } when Parts(entity, path) is { } parts => All(parts, true, part => new CallNode(EmptyTest, [part])),
        _ => node,
    };

    private ExpressionNode Expand(EntityDefinition entity, BinaryNode test, PathNode path) => Parts(entity, path) is { } parts
        ? All(parts, test.Operator == BinaryOperator.Equal, part => new BinaryNode(test.Operator, part, new LiteralNode((object?)null)))
        : test;

    private static ExpressionNode All(ImmutableArray<PathNode> parts, bool and, Func<PathNode, ExpressionNode> test) =>
        parts.Select(test).Aggregate((left, right) => new BinaryNode(and ? BinaryOperator.And : BinaryOperator.Or, left, right));

    private ImmutableArray<PathNode>? Parts(EntityDefinition entity, PathNode path)
    {
        var holder = entity;
        for (var at = 0; at < path.Segments.Length - 1;)
        {
            if (holder?.Along(path.Segments, at, out var length) is not { } lookup || at + length >= path.Segments.Length)
                return null;
            holder = entities.Entity(lookup.Lookup!);
            at += length;
        }
        return holder?.Field(path.Segments[^1]) is { Parts: { IsEmpty: false } parts }
            ? [.. parts.Select(part => path with { Segments = path.Segments.Add(part.Part!) })] : null;
    }
}
