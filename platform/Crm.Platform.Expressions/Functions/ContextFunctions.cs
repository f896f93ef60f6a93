using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;

namespace Crm.Platform.Expressions.Functions;

/// <summary>The functions without arguments: what the context knows. Queries take their value before they run.</summary>
internal static class ContextFunctions
{
    public static ImmutableArray<ExpressionFunction> All { get; } =
    [
        Read("today", StorageType.Date, nameof(EvaluationContext.Today)),
        Read("now", StorageType.DateTime, nameof(EvaluationContext.Now)),
        Read("me", StorageType.Guid, nameof(EvaluationContext.UserId)),
    ];

    private static ExpressionFunction Read(string name, StorageType type, string property) =>
        new(name, [], type) { Evaluate = call => Expression.Convert(Expression.Property(call.Context, property), type.Clr()) };
}
