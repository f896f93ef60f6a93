using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Functions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Checking;

/// <summary>One check of one expression. A part that is wrong reports its problem and is null; the rest is still looked at.</summary>
internal sealed class ExpressionCheck(EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions functions, EntityDefinition? caller)
{
    private const int MostNodes = 5_000;

    /// <summary>Relations inside relations: each is a subquery in a subquery, and databases take only so many.</summary>
    private const int MostRelations = 5;

    private static readonly CallNode Me = new("me", []);
    private readonly WholeEntities _wholes = new(entities);
    private readonly List<TypedPath> _paths = [];
    private readonly Stack<(string Entity, string Field)> _inlined = new();

    /// <summary>Whose fields names stand for; inside the formula of a field that is not kept, the entity it was written for.</summary>
    private EntityDefinition _holder = entity;
    private ImmutableArray<LookupStep> _way = [];
    private int _depth;
    private int _nodes;
    private int _relations;

    public List<Problem> Problems { get; } = [];

    public ImmutableArray<FieldRead> Reads => [.. _paths.DistinctBy(p => p.Text).Select(p => new FieldRead(p.Lookups, p.Field))];

    public bool ReadsContext { get; private set; }

    public TypedNode? Whole(ExpressionNode node, StorageType? expected)
    {
        var root = Visit(node);
        if (root is null || expected is not { } type)
            return root;
        return TypeFitting.To(root, type, out var hint) ?? Report("expression.type", $"Expected {type.Phrase()}, but the value is {root.Type.Phrase()}.", hint);
    }

    public TypedNode? Visit(ExpressionNode node)
    {
        if (_depth >= SyntaxLimits.MaxDepth || ++_nodes > MostNodes)
            return Problems.Exists(p => p.Code == SyntaxError.LimitCode) ? null : Report(SyntaxError.LimitCode, $"The expression is deeper than {SyntaxLimits.MaxDepth} levels or, with what it reads, larger than {MostNodes} parts.");
        _depth++;
        var typed = new PartExpansion(Source).Expand(_holder, node) switch
        {
            LiteralNode literal => Literal(literal),
            PathNode path => Path(path),
            UnaryNode unary => Unary(unary),
            BinaryNode binary => Binary(binary),
            ConditionalNode choice => Choice(choice),
            InNode membership => In(membership),
            CallNode call => Call(call),
            TemplateNode template => Template(template),
            RelatedNode related => Related(related),
            var other => throw new ArgumentOutOfRangeException(nameof(node), other, null),
        };
        _depth--;
        return typed;
    }

    /// <summary>What a role hides from the reader of a formula's value is not hidden from the formula.</summary>
    private IEntitySource Source => _inlined.Count == 0 ? entities : _wholes;

    public TypedNode? Report(string code, string message, string? hint = null)
    {
        Problems.Add(new Problem("", code, message) { Hint = hint });
        return null;
    }

    private TypedNode? Literal(LiteralNode node) => node.Value switch
    {
        null => new TypedLiteral(null, StorageType.Text) { Untyped = true },
        string text => new TypedLiteral(text, StorageType.Text),
        bool truth => new TypedLiteral(truth, StorageType.Boolean),
        long whole => new TypedLiteral(whole, StorageType.Integer),
        int whole => new TypedLiteral((long)whole, StorageType.Integer),
        decimal number => new TypedLiteral(number, StorageType.Decimal),
        DateOnly day => new TypedLiteral(day, StorageType.Date),
        DateTime moment => new TypedLiteral(moment, StorageType.DateTime),
        Guid id => new TypedLiteral(id, StorageType.Guid),
        TimeOnly time => new TypedLiteral(time, StorageType.Time),
        _ => Report("expression.literal", $"A constant of type {node.Value.GetType().Name} is not supported."),
    };

    private TypedNode? Path(PathNode node)
    {
        if (new PathResolution(Source, kinds, caller).Resolve(_holder, node.Segments, out var problem) is not { } resolved)
        {
            Problems.Add(problem!);
            return null;
        }
        var path = _way.IsEmpty ? resolved : resolved with { Lookups = [.. _way, .. resolved.Lookups] };
        _paths.Add(path);
        if (path.Field.IsVirtual)
            return Inlined(path);
        return path is { Lookups: [var first, ..] } && PathResolution.IsCaller(first) ? path with { Start = Call(Me) as TypedCall } : path;
    }

    /// <summary>What a field that is not kept is computed from, in its place: so memory and SQL compute it alike, wherever it is read.</summary>
    private TypedNode? Inlined(TypedPath path)
    {
        var holder = Whole(path.Lookups.IsEmpty ? _holder : path.Lookups[^1].Target);
        if (path.Lookups.Length > PathResolution.MaxLookups)
            return Report(SyntaxError.LimitCode, $"'{path.Text}' follows more than {PathResolution.MaxLookups} lookups, with what it is computed from.");
        if (_inlined.Contains((holder.Name, path.Field.Name)))
            return Report("expression.cycle", $"'{path.Field.Name}' of {holder.Title} is computed from itself.");
        var parsed = ExpressionParser.Parse(path.Field.Formula!);
        var (outer, way) = (_holder, _way);
        (_holder, _way) = (holder, path.Lookups);
        _inlined.Push((holder.Name, path.Field.Name));
        var root = parsed.IsSuccess ? Visit(parsed.Value) : Report(parsed.Failure.Code, parsed.Failure.Message);
        _inlined.Pop();
        (_holder, _way) = (outer, way);
        return root is null ? null : TypeFitting.To(root, path.Type, out var hint) ?? Report("expression.type", $"'{path.Text}' is not {path.Type.Phrase()}.", hint);
    }

    /// <summary>What its condition reads are fields of other records, so they are no reads of this one.</summary>
    private TypedRelated? Related(RelatedNode node)
    {
        if (_relations >= MostRelations)
        {
            Report(SyntaxError.LimitCode, $"Relations are asked at most {MostRelations} deep.");
            return null;
        }
        if (new RelationCheck(Source, kinds).Resolve(_holder, node, out var problem) is not { } related)
        {
            Problems.Add(problem!);
            return null;
        }
        if (node.Condition is null)
            return related;
        var (outer, way, reads) = (_holder, _way, _paths.Count);
        (_holder, _way) = (related.Target, []);
        _relations++;
        var condition = Visit(node.Condition);
        _relations--;
        (_holder, _way) = (outer, way);
        _paths.RemoveRange(reads, _paths.Count - reads);
        if (condition is null)
            return null;
        if (TypeFitting.To(condition, StorageType.Boolean, out var hint) is { } truth)
            return related with { Condition = truth };
        Report("expression.type", $"The condition over '{node.Path[^1]}' must be true or false, but is {condition.Type.Phrase()}.", hint);
        return null;
    }

    /// <summary>The entity as it was given, unless the reader sees less of it than there is.</summary>
    private EntityDefinition Whole(EntityDefinition given) =>
        entities.Whole(given.Name) is { } whole && !ReferenceEquals(whole, entities.Entity(given.Name)) ? whole : given;

    private TypedNode? Unary(UnaryNode node)
    {
        if (Visit(node.Operand) is not { } operand)
            return null;
        if (node.Operator == UnaryOperator.Not)
            return TypeFitting.To(operand, StorageType.Boolean, out var hint) is { } truth ? new TypedNot(truth)
                : Report("expression.type", $"'!' needs true or false, but has {operand.Type.Phrase()}.", hint ?? "Compare it: x == null");
        return operand is TypedLiteral { Untyped: true } ? new TypedLiteral(null, StorageType.Integer)
            : operand.Type.IsNumber() ? new TypedNegation(operand)
            : Report("expression.type", $"'-' needs a number, but has {operand.Type.Phrase()}.");
    }

    private TypedNode? Binary(BinaryNode node)
    {
        var left = Visit(node.Left);
        var right = Visit(node.Right);
        return left is null || right is null ? null : new OperatorCheck(this).Check(node.Operator, left, right);
    }

    private TypedNode? Choice(ConditionalNode node)
    {
        var condition = Visit(node.Condition);
        var then = Visit(node.Then);
        var otherwise = Visit(node.Otherwise);
        if (condition is null || then is null || otherwise is null)
            return null;
        if (TypeFitting.To(condition, StorageType.Boolean, out _) is not { } truth)
            return Report("expression.type", $"The condition before '?' must be true or false, but is {condition.Type.Phrase()}.", "Compare it: x != null ? … : …");
        return TypeFitting.Unify(then, otherwise) is var (one, other) ? new TypedConditional(truth, one, other)
            : Report("expression.type", $"Both sides of ':' must be of one type, but are {then.Type.Phrase()} and {otherwise.Type.Phrase()}.");
    }

    private TypedNode? In(InNode node)
    {
        var value = Visit(node.Value);
        var options = node.Options.Select(Visit).ToList();
        if (value is null || options.Contains(null))
            return null;
        if (options.Count > SyntaxLimits.MaxOptions)
            return Report(SyntaxError.LimitCode, $"A list may have at most {SyntaxLimits.MaxOptions} values.");
        var tests = options.Select(option => new OperatorCheck(this).Check(BinaryOperator.Equal, value, option!)).ToImmutableArray();
        return tests.Contains(null) ? null : new TypedIn(value, tests!);
    }

    private TypedText? Template(TemplateNode node)
    {
        var parts = node.Parts.Select(Visit).ToList();
        return parts.Contains(null) ? null : new TypedText([.. parts.Select(part => TypeFitting.Text(part!))], NullIsEmpty: true);
    }

    private TypedNode? Call(CallNode node)
    {
        var arguments = node.Arguments.Select(Visit).ToList();
        var named = functions.Named(node.Function);
        if (named.IsEmpty)
            return Report("expression.unknown_function", $"There is no function '{node.Function}'.", DidYouMean.Hint(node.Function, functions.All.Select(f => f.Name)));
        if (arguments.Contains(null))
            return null;
        ReadsContext |= arguments.Count == 0;
        foreach (var function in named)
            if (Fitted(function, arguments!) is { } fitted)
                return Membership(function, fitted);
        return Report("expression.arguments",
            $"'{node.Function}' cannot be called with ({string.Join(", ", arguments.Select(a => a!.Type.Name()))}).", $"Use {string.Join(" or ", named.Select(f => f.Signature))}.");
    }

    /// <summary>The call; refused where it asks several choices for one that is none of their options.</summary>
    private TypedCall? Membership(ExpressionFunction function, ImmutableArray<TypedNode> arguments)
    {
        if (arguments is not [{ Type: StorageType.Texts } texts, var one] || ChoiceCheck.Problem(texts, one) is not { } problem)
            return new TypedCall(function, arguments);
        Problems.Add(problem);
        return null;
    }

    private static ImmutableArray<TypedNode>? Fitted(ExpressionFunction function, List<TypedNode> arguments)
    {
        if (arguments.Count != function.Parameters.Length)
            return null;
        var fitted = arguments.Select((argument, i) => TypeFitting.To(argument, function.Parameters[i], out _)).ToImmutableArray();
        return fitted.Contains(null) ? null : fitted!;
    }

    private sealed class WholeEntities(IEntitySource entities) : IEntitySource
    {
        public EntityDefinition? Entity(string name) => entities.Whole(name);
    }
}
