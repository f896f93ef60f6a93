using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using IQueryDatabase = Microsoft.EntityFrameworkCore.Storage.IDatabase;

namespace Crm.Platform.Storage.Model;

/// <summary>A query compiled, with the values it was built with: running it again costs neither building its tree nor EF Core's look at it.</summary>
/// <remarks>
/// Takes the steps of EF Core's own query compiler, in its caches, but once per query instead of once per run. EF's compiled queries
/// would not do: their values are typed parameters of a delegate, known when the code is written.
/// </remarks>
/// <typeparam name="TResult"><c>IAsyncEnumerable</c> of rows, or a task of one value.</typeparam>
public sealed class Prepared<TResult>
{
    private readonly Func<QueryContext, TResult> _compiled;
    private readonly Dictionary<string, object?> _values = [];
    private readonly IReadOnlyList<(string Name, Func<QueryBinding, object?> Read)> _open;

    /// <param name="context">Any context of the model the query is over; it is not kept.</param>
    public Prepared(RecordContext context, Expression query)
    {
        ArgumentNullException.ThrowIfNull(context);
        _open = QueryParameters.In(query);
#pragma warning disable EF1001 // The steps have no other door; versions are pinned and every list test runs through here.
        var funcletizer = new ExpressionTreeFuncletizer(
            context.Model, context.GetService<IEvaluatableExpressionFilter>(), typeof(RecordContext), generateContextAccessors: false, context.GetService<IDiagnosticsLogger<DbLoggerCategory.Query>>());
        var shape = funcletizer.ExtractParameters(query, _values, parameterize: true, clearParameterizedValues: true);
        var key = context.GetService<ICompiledQueryCacheKeyGenerator>().GenerateCacheKey(shape, async: true);
        _compiled = context.GetService<ICompiledQueryCache>().GetOrAddQuery(key, () => context.GetService<IQueryDatabase>().CompileQuery<TResult>(shape, async: true));
#pragma warning restore EF1001
    }

    public TResult Run(RecordContext context, QueryBinding binding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var run = context.GetService<IQueryContextFactory>().Create();
        run.CancellationToken = cancellationToken;
        foreach (var (name, value) in _values)
            run.Parameters.Add(name, value);
        foreach (var (name, read) in _open)
            run.Parameters.Add(name, read(binding));
        return _compiled(run);
    }
}
