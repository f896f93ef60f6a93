using System.Linq.Expressions;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Values as EF Core sees the variables of a lambda: it makes parameters of them and caches the query by its shape.</summary>
internal static class Captured
{
    public static Expression Value(object? value, Type type)
    {
        var closure = typeof(Closure<>).MakeGenericType(type);
        return Expression.Property(Expression.Constant(Activator.CreateInstance(closure, value), closure), nameof(Closure<>.Value));
    }

    private sealed class Closure<T>(T value)
    {
        public T Value { get; } = value;
    }
}
