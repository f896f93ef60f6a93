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
public sealed class PreparedQuery<T>
{
    private readonly Func<QueryContext, IAsyncEnumerable<T>> _compiled;
    private readonly Dictionary<string, object?> _values = [];

    /// <param name="context">Any context of the model the query is over; it is not kept.</param>
    public PreparedQuery(RecordContext context, IQueryable<T> query)
    {
#pragma warning disable EF1001 // The steps have no other door; versions are pinned and every list test runs through here.
        var funcletizer = new ExpressionTreeFuncletizer(
            context.Model, context.GetService<IEvaluatableExpressionFilter>(), typeof(RecordContext), generateContextAccessors: false, context.GetService<IDiagnosticsLogger<DbLoggerCategory.Query>>());
        var shape = funcletizer.ExtractParameters(query.Expression, _values, parameterize: true, clearParameterizedValues: true);
        var key = context.GetService<ICompiledQueryCacheKeyGenerator>().GenerateCacheKey(shape, async: true);
        _compiled = context.GetService<ICompiledQueryCache>().GetOrAddQuery(key, () => context.GetService<IQueryDatabase>().CompileQuery<IAsyncEnumerable<T>>(shape, async: true));
#pragma warning restore EF1001
    }

    public async Task<List<T>> ToListAsync(RecordContext context, CancellationToken cancellationToken)
    {
        var run = context.GetService<IQueryContextFactory>().Create();
        run.CancellationToken = cancellationToken;
        foreach (var (name, value) in _values)
            run.Parameters.Add(name, value);
        var rows = new List<T>();
        await foreach (var row in _compiled(run).WithCancellation(cancellationToken))
            rows.Add(row);
        return rows;
    }
}
