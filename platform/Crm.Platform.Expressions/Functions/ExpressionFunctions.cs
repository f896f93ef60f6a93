using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Crm.Platform.Expressions.Functions;

/// <summary>The functions expressions may call. Immutable: <see cref="With"/> gives a larger table.</summary>
public sealed class ExpressionFunctions
{
    private readonly FrozenDictionary<string, ImmutableArray<ExpressionFunction>> _byName;

    private ExpressionFunctions(ImmutableArray<ExpressionFunction> all)
    {
        All = all;
        _byName = all.GroupBy(f => f.Name, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>Those the platform itself has; <c>metadata/schema/functions.json</c> explains them.</summary>
    public static ExpressionFunctions Platform { get; } =
        new([.. TextFunctions.All, .. NumberFunctions.All, .. DateFunctions.All, .. ContextFunctions.All]);

    public ImmutableArray<ExpressionFunction> All { get; }

    /// <summary>The functions of that name; empty when there is none.</summary>
    public ImmutableArray<ExpressionFunction> Named(string name) => _byName.GetValueOrDefault(name, []);

    /// <summary>This table with some of its functions bound to another way of computing them.</summary>
    public ExpressionFunctions Bound(Func<ExpressionFunction, ExpressionFunction> bind) => new([.. All.Select(bind)]);

    /// <summary>This table and more.</summary>
    /// <exception cref="ArgumentException">A function of that name and parameters is there already.</exception>
    public ExpressionFunctions With(params IEnumerable<ExpressionFunction> functions)
    {
        ImmutableArray<ExpressionFunction> all = [.. All, .. functions];
        if (all.GroupBy(f => f.Signature[..f.Signature.LastIndexOf(':')], StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The function {twice.Key} is registered twice.", nameof(functions));
        return new ExpressionFunctions(all);
    }
}
