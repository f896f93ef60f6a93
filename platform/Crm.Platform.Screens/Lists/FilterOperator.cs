using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Lists;

/// <summary>A comparison people may choose.</summary>
/// <param name="Id">Stable; for the option's value.</param>
/// <param name="Words">How it reads between field and value.</param>
/// <param name="TakesValue">Whether a value follows.</param>
public sealed record FilterOperator(string Id, string Words, bool TakesValue = true)
{
    public static readonly FilterOperator Is = new("is", "is");
    public static readonly FilterOperator IsNot = new("is-not", "is not");
    public static readonly FilterOperator Contains = new("contains", "contains");
    public static readonly FilterOperator StartsWith = new("starts-with", "starts with");
    public static readonly FilterOperator More = new("more", "is more than");
    public static readonly FilterOperator Least = new("least", "is at least");
    public static readonly FilterOperator Less = new("less", "is less than");
    public static readonly FilterOperator Most = new("most", "is at most");
    public static readonly FilterOperator After = new("after", "is after");
    public static readonly FilterOperator From = new("from", "is on or after");
    public static readonly FilterOperator Before = new("before", "is before");
    public static readonly FilterOperator Until = new("until", "is on or before");
    public static readonly FilterOperator Empty = new("empty", "is empty", false);
    public static readonly FilterOperator NotEmpty = new("not-empty", "is not empty", false);

    public static readonly FilterOperator Includes = new("includes", "includes");
    public static readonly FilterOperator Excludes = new("excludes", "does not include");

    /// <summary>What may be asked of a field, the most usual first. Empty for a field made of parts: each of them is asked.</summary>
    public static ImmutableArray<FilterOperator> For(FieldDefinition field, IFieldKindRegistry kinds)
    {
        var kind = kinds.Get(field);
        if (kind.Traits.HasFlag(FieldTraits.Opaque))
            return [Empty, NotEmpty];
        return kind.Storage switch
        {
            StorageType.Integer or StorageType.Decimal => [Is, More, Least, Less, Most, Empty, NotEmpty],
            StorageType.Date or StorageType.Time => [Is, After, From, Before, Until, Empty, NotEmpty],
            StorageType.DateTime => [After, Before, Empty, NotEmpty],
            StorageType.Boolean => [Is],
            StorageType.Texts => [Includes, Excludes, Empty, NotEmpty],
            StorageType.Guid => [Is, IsNot, Empty, NotEmpty],
            StorageType.Composite => [],
            _ when kind.Traits.HasFlag(FieldTraits.Coded) => [Is, IsNot, Empty, NotEmpty],
            _ when kind.Traits.HasFlag(FieldTraits.Long) => [Contains, Empty, NotEmpty],
            _ => [Contains, Is, IsNot, StartsWith, Empty, NotEmpty],
        };
    }
}
