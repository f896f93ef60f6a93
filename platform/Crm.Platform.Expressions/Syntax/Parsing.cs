using System.Collections.Immutable;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>One reading of one text: precedence climbing with one token of look-ahead. A method that fails sets <see cref="Error"/> and returns null.</summary>
internal sealed class Parsing
{
    private readonly Lexer _lexer;
    private readonly HashSet<ExpressionNode> _closed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ExpressionNode, int> _depths = new(ReferenceEqualityComparer.Instance);
    private SyntaxError? _error;
    private Token _token;
    private int _nesting;

    public Parsing(string text)
    {
        _lexer = new Lexer(text);
        _token = _lexer.Next();
    }

    /// <summary>The first thing that went wrong. What the lexer met comes first: the parser only saw an end.</summary>
    public SyntaxError? Error => _lexer.Error ?? _error;

    public ExpressionNode? Whole()
    {
        if (Conditional() is not { } node)
            return null;
        return _token.Kind == TokenKind.End && Error is null ? node : Expected("an operator or the end");
    }

    private ExpressionNode? Conditional()
    {
        if (++_nesting > SyntaxLimits.MaxNesting)
            return TooComplex($"the expression nests deeper than {SyntaxLimits.MaxNesting} levels.", "Split it into several fields.");
        var node = Binary(Precedence.Lowest) is { } condition ? _token.Is("?") ? Choice(condition) : condition : null;
        _nesting--;
        return node;
    }

    private ExpressionNode? Choice(ExpressionNode condition)
    {
        Advance();
        if (Conditional() is not { } then || !Take(":", "':' of the choice") || Conditional() is not { } otherwise)
            return null;
        return Sized(new ConditionalNode(condition, then, otherwise) { Position = condition.Position }, condition, then, otherwise);
    }

    private ExpressionNode? Binary(int weakest)
    {
        var left = Unary();
        while (left is not null)
        {
            if (_token.IsWord("in") && weakest <= Precedence.In)
                left = Membership(left);
            else if (Precedence.Of(_token) is var (kind, strength) && strength >= weakest)
                left = Operation(left, kind, strength);
            else
                break;
        }
        return left;
    }

    private ExpressionNode? Operation(ExpressionNode left, BinaryOperator kind, int strength)
    {
        var sign = _token;
        Advance();
        if (Binary(strength + 1) is not { } right)
            return null;
        if (Mixes(kind, left) || Mixes(kind, right))
            return Fail(sign.Position, "?? cannot stand beside && or || without parentheses.", "Write (a ?? b) || c or a ?? (b || c).");
        return Sized(new BinaryNode(kind, left, right) { Position = left.Position }, left, right);
    }

    private bool Mixes(BinaryOperator kind, ExpressionNode operand) => operand is BinaryNode { Operator: var inner } && !_closed.Contains(operand)
        && (kind == BinaryOperator.Coalesce ? inner is BinaryOperator.And or BinaryOperator.Or : kind is BinaryOperator.And or BinaryOperator.Or && inner == BinaryOperator.Coalesce);

    private ExpressionNode? Membership(ExpressionNode value)
    {
        Advance();
        if (_token.Kind == TokenKind.Name)
            return Primary() is { } several ? Sized(new CallNode("includes", [several, value]) { Position = value.Position }, several, value) : null;
        if (!_token.Is("["))
            return Expected("a list or a field after in", "Write x in ['a', 'b'], or 'a' in a field of several choices.");
        return List("]") is { } options ? Sized(new InNode(value, options) { Position = value.Position }, [value, .. options]) : null;
    }

    private ExpressionNode? Unary()
    {
        var signs = new Stack<Token>();
        for (; _token.Is("!") || _token.Is("-"); Advance())
            signs.Push(_token);
        if (signs.Count > SyntaxLimits.MaxNesting)
            return TooComplex($"there are more than {SyntaxLimits.MaxNesting} signs in a row.", null);
        var node = Primary();
        while (node is not null && signs.TryPop(out var sign))
            node = Signed(sign, node);
        return node;
    }

    private ExpressionNode? Signed(Token sign, ExpressionNode operand) => (sign.Text, operand) switch
    {
        ("-", LiteralNode { Value: long whole }) when whole != long.MinValue => new LiteralNode(-whole) { Position = sign.Position },
        ("-", LiteralNode { Value: decimal number }) => new LiteralNode(-number) { Position = sign.Position },
        _ => Sized(new UnaryNode(sign.Text == "!" ? UnaryOperator.Not : UnaryOperator.Negate, operand) { Position = sign.Position }, operand),
    };

    private ExpressionNode? Primary()
    {
        var token = _token;
        if (token.Kind is TokenKind.Number or TokenKind.Text)
            return Literal(token.Value);
        if (token.Kind == TokenKind.Name)
            return token.Text switch
            {
                "true" => Literal(true),
                "false" => Literal(false),
                "null" => Literal(null),
                "undefined" => Expected("a value", "Use null for an empty value."),
                "in" => Expected("a value"),
                _ => Named(),
            };
        return token.Is("(") ? Group() : token.Is("`") ? Template() : Expected("a value");
    }

    private LiteralNode Literal(object? value)
    {
        var node = new LiteralNode(value) { Position = _token.Position };
        Advance();
        return node;
    }

    private ExpressionNode? Group()
    {
        Advance();
        if (Conditional() is not { } inner || !Take(")", "')'"))
            return null;
        _closed.Add(inner);
        return inner;
    }

    private ExpressionNode? Named()
    {
        var first = _token;
        Advance();
        if (_token.Is("("))
            return List(")") is { } arguments ? Sized(new CallNode(first.Text, arguments) { Position = first.Position }, [.. arguments]) : null;
        var segments = ImmutableArray.CreateBuilder<string>();
        segments.Add(first.Text);
        while (_token.Is(".") || _token.Is("?."))
        {
            Advance();
            if (_token.Kind != TokenKind.Name)
                return Expected("a field name");
            segments.Add(_token.Text);
            Advance();
        }
        if (segments.Count > SyntaxLimits.MaxNesting)
            return TooComplex($"a path may have at most {SyntaxLimits.MaxNesting} steps.", null);
        return Followed(first, segments.ToImmutable());
    }

    private ExpressionNode? Followed(Token first, ImmutableArray<string> segments) =>
        _token.Is("(") ? Expected("an operator", $"Methods cannot be called on a value; write {segments[^1]}({string.Join('.', segments[..^1])}, …).")
        : _token.Is("[") ? Expected("an operator", "Fields are reached with a point: account.name")
        : new PathNode(segments) { Position = first.Position };

    private ImmutableArray<ExpressionNode>? List(string close)
    {
        Advance();
        var items = ImmutableArray.CreateBuilder<ExpressionNode>();
        while (!_token.Is(close) || items.Count > 0)
        {
            if (Conditional() is not { } item)
                return null;
            items.Add(item);
            if (items.Count > SyntaxLimits.MaxOptions)
            {
                TooComplex($"a list may have at most {SyntaxLimits.MaxOptions} values.", null);
                return null;
            }
            if (!_token.Is(","))
                break;
            Advance();
        }
        return Take(close, $"',' or '{close}'") ? items.ToImmutable() : null;
    }

    private ExpressionNode? Template()
    {
        var start = _token.Position;
        var parts = ImmutableArray.CreateBuilder<ExpressionNode>();
        while (true)
        {
            var chunk = _lexer.Chunk(start, out var ended);
            if (chunk.Length > 0)
                parts.Add(new LiteralNode(chunk) { Position = start });
            if (ended)
                break;
            Advance();
            if (Conditional() is not { } part)
                return null;
            if (!_token.Is("}"))
                return Expected("'}'");
            parts.Add(part);
        }
        Advance();
        return Error is null ? Sized(new TemplateNode(parts.ToImmutable()) { Position = start }, [.. parts]) : null;
    }

    private void Advance() => _token = _lexer.Next();

    private bool Take(string symbol, string expected)
    {
        if (!_token.Is(symbol))
            return Expected(expected) is not null;
        Advance();
        return true;
    }

    /// <summary>Remembers how deep the tree is here, because every later step walks it with the call stack.</summary>
    private ExpressionNode? Sized(ExpressionNode node, params ReadOnlySpan<ExpressionNode> children)
    {
        var depth = 0;
        foreach (var child in children)
            depth = Math.Max(depth, _depths.GetValueOrDefault(child));
        _depths[node] = depth + 1;
        return depth < SyntaxLimits.MaxDepth ? node : TooComplex($"the expression chains more than {SyntaxLimits.MaxDepth} operators.", "Use in [..] for many alternatives, or parentheses around parts.");
    }

    private ExpressionNode? Expected(string what, string? hint = null) =>
        Fail(_token.Position, $"expected {what}, found {_token}.", hint ?? Suggestions.ForToken(_token));

    private ExpressionNode? TooComplex(string message, string? hint) => Fail(_token.Position, message, hint, SyntaxError.LimitCode);

    private ExpressionNode? Fail(int position, string message, string? hint, string code = SyntaxError.SyntaxCode)
    {
        _error ??= new SyntaxError(position, message, hint, code);
        return null;
    }
}
