using Crm.Platform.Expressions.Functions;
using Crm.Platform.Storage.Model;
using LinqExpression = System.Linq.Expressions.Expression;

namespace Crm.Platform.Records.Rights;

/// <summary>The functions of the language with those that ask for caller or moment left open until the query runs, so that a compiled query serves all callers.</summary>
internal static class RunTimeFunctions
{
    /// <summary>Caller and moment.</summary>
    public static ExpressionFunctions All { get; } = ExpressionFunctions.Platform.Bound(Open);

    /// <summary>The caller alone. A filter's dates stay values: databases would compute with a date left open row by row.</summary>
    public static ExpressionFunctions Caller { get; } = ExpressionFunctions.Platform.Bound(f => f.Name == "me" ? Open(f) : f);

    private static ExpressionFunction Open(ExpressionFunction function) => function.Name switch
    {
        "me" => Open(function, QueryParameters.CallerOrNull),
        "now" => Open(function, QueryParameters.Now),
        "today" => Open(function, QueryParameters.Today),
        _ => function,
    };

    private static ExpressionFunction Open(ExpressionFunction function, LinqExpression parameter) => function with { PerRun = true, Translate = _ => parameter };
}
