using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>An expression that fits its entity. Immutable; made by <see cref="ExpressionChecker"/>, run by the two compilers.</summary>
public sealed class TypedExpression
{
    internal TypedExpression(EntityDefinition entity, TypedNode root, ImmutableArray<string> paths)
    {
        Entity = entity;
        Root = root;
        Paths = paths;
    }

    /// <summary>The entity whose records it reads.</summary>
    public EntityDefinition Entity { get; }

    /// <summary>Type of its value, which may always be null.</summary>
    public StorageType Type => Root.Type;

    /// <summary>Fields it reads, each once in order of appearance: <c>amount</c>, <c>account.name</c>. A path over lookups also lists the lookups: <c>account_id</c>.</summary>
    public ImmutableArray<string> Paths { get; }

    internal TypedNode Root { get; }
}
