using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Platform.Storage.Model;

/// <summary>What a prepared query may leave open until it runs, so that one compiled query serves every caller and moment.</summary>
public static class QueryParameters
{
    private const string AfterPrefix = "crm_after";

    private static readonly QueryParameterExpression CallerParameter = new("crm_caller", typeof(Guid));
    private static readonly QueryParameterExpression NowParameter = new("crm_now", typeof(DateTime?));
    private static readonly QueryParameterExpression TodayParameter = new("crm_today", typeof(DateOnly?));
    private static readonly QueryParameterExpression PeopleParameter = new("crm_people", typeof(Guid?[]));
    private static readonly QueryParameterExpression RecordParameter = new("crm_record", typeof(Guid));
    private static readonly QueryParameterExpression SearchParameter = new("crm_search", typeof(string));

    /// <summary>Of type <see cref="Guid"/>; the empty one stands for nobody, since EF reads a comparison with an open null as <c>IS NULL</c> and would find what belongs to nobody.</summary>
    public static Expression Caller => CallerParameter;

    /// <summary>Of type <c>Guid?</c>: null for nobody.</summary>
    public static Expression CallerOrNull { get; } = Expression.Condition(
        Expression.Equal(CallerParameter, Expression.Constant(Guid.Empty)), Expression.Constant(null, typeof(Guid?)), Expression.Convert(CallerParameter, typeof(Guid?)));

    /// <summary>Of type <c>DateTime?</c>.</summary>
    public static Expression Now => NowParameter;

    /// <summary>Of type <c>DateOnly?</c>; the day in UTC.</summary>
    public static Expression Today => TodayParameter;

    /// <summary>Of type <see cref="Guid"/>.</summary>
    public static Expression Record => RecordParameter;

    /// <summary>Of type <c>Guid?[]</c>.</summary>
    public static Expression People => PeopleParameter;

    /// <summary>Of type <see cref="string"/>: what to find in the index of words.</summary>
    public static Expression Search => SearchParameter;

    /// <summary>A sort key of the record a page begins after.</summary>
    public static Expression After(int index, Type type) => new QueryParameterExpression(string.Create(CultureInfo.InvariantCulture, $"{AfterPrefix}{index}"), type);

    /// <summary>The query with its open values filled in, for running it as any other.</summary>
    public static Expression Filled(Expression query, QueryBinding binding) => new Filling(binding).Visit(query);

    /// <summary>Names and readings of the parameters that stand in a query.</summary>
    internal static IReadOnlyList<(string Name, Func<QueryBinding, object?> Read)> In(Expression query)
    {
        var search = new Finding();
        search.Visit(query);
        return search.Found;
    }

    private static object? Read(string name, QueryBinding binding) => name switch
    {
        "crm_caller" => binding.CallerId ?? Guid.Empty,
        "crm_now" => binding.Now,
        "crm_today" => DateOnly.FromDateTime(binding.Now),
        "crm_record" => binding.RecordId,
        "crm_people" => binding.People,
        "crm_search" => binding.Search,
        _ when name.StartsWith(AfterPrefix, StringComparison.Ordinal) => binding.After[int.Parse(name.AsSpan(AfterPrefix.Length), CultureInfo.InvariantCulture)],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private sealed class Finding : ExpressionVisitor
    {
        public List<(string Name, Func<QueryBinding, object?> Read)> Found { get; } = [];

        protected override Expression VisitExtension(Expression node)
        {
            if (node is not QueryParameterExpression { Name: { } name })
                return node is QueryRootExpression ? node : base.VisitExtension(node);
            if (name.StartsWith("crm_", StringComparison.Ordinal) && !Found.Exists(f => f.Name == name))
                Found.Add((name, binding => Read(name, binding)));
            return node;
        }
    }

    private sealed class Filling(QueryBinding binding) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            QueryParameterExpression parameter => Captured(Read(parameter.Name, binding), parameter.Type),
            QueryRootExpression => node,
            _ => base.VisitExtension(node),
        };

        /// <summary>As a variable of a lambda: EF makes a parameter of it.</summary>
        private static MemberExpression Captured(object? value, Type type)
        {
            var box = typeof(StrongBox<>).MakeGenericType(type);
            return Expression.Field(Expression.Constant(Activator.CreateInstance(box, value), box), nameof(StrongBox<>.Value));
        }
    }
}
