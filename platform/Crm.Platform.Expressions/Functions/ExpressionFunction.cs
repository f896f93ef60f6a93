using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;

namespace Crm.Platform.Expressions.Functions;

/// <summary>One function of the language. Several may share a name when their parameters differ.</summary>
/// <param name="Name">As called: <c>startsWith</c>.</param>
/// <param name="Parameters">Types of the arguments. A whole number also serves where a decimal is asked for.</param>
/// <param name="Result">Type of the value.</param>
public sealed record ExpressionFunction(string Name, ImmutableArray<StorageType> Parameters, StorageType Result)
{
    /// <summary>Builds the call for one record in memory. Arguments and result are of the nullable CLR types; it must not throw when run.</summary>
    public required Func<EvaluationCall, Expression> Evaluate { get; init; }

    /// <summary>Builds the call for a query, of members EF Core translates; a boolean one gives a plain <see cref="bool"/>. <see langword="null"/>: not over fields in a query.</summary>
    /// <remarks>A null argument must make the SQL value null, unless <see cref="TakesNull"/>.</remarks>
    public Func<QueryCall, Expression>? Translate { get; init; }

    /// <summary>Whether a call without fields is still computed by the query each time it runs, by <see cref="Translate"/>, instead of once before: so one compiled query serves every moment and caller.</summary>
    public bool PerRun { get; init; }

    /// <summary>Whether it answers a null argument with something other than null.</summary>
    public bool TakesNull { get; init; }

    /// <summary>Whether <see cref="Translate"/> uses an argument more than once, which counts against the size of a query.</summary>
    public bool Repeats { get; init; }

    /// <summary>As in help: <c>startsWith(text, text): boolean</c>.</summary>
    public string Signature => $"{Name}({string.Join(", ", Parameters.Select(p => p.Name()))}): {Result.Name()}";
}

/// <summary>A call in memory.</summary>
/// <param name="Context">Of type <see cref="Evaluation.EvaluationContext"/>.</param>
public sealed record EvaluationCall(ImmutableArray<Expression> Arguments, Expression Context);

/// <summary>A call in a query.</summary>
/// <param name="Arguments">Values of the nullable CLR types; decimals are whole numbers (<c>long?</c>) of 10^-<paramref name="Scale"/>, and so is a decimal result.</param>
/// <param name="Constants">For each argument its value where it is the same for every record, else null.</param>
public sealed record QueryCall(ImmutableArray<Expression> Arguments, ImmutableArray<object?> Constants, int Scale, IQueryDialect Dialect)
{
    /// <summary>A value the query carries as a parameter, so that another value runs the same compiled query.</summary>
    public static Expression Capture(object? value, Type type) => Captured.Value(value, type);
}
