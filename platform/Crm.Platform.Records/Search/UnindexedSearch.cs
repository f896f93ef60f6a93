using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Records.Search;

/// <summary>Looks for words without an index, for the few records the platform itself keeps: every word must stand in one of the entity's texts.</summary>
internal static class UnindexedSearch
{
    private const int MostWords = 6;
    private const int MostFields = 8;

    public static ImmutableArray<ExpressionNode> Conditions(string? search, EntityDefinition entity, IFieldKindRegistry kinds)
    {
        if (string.IsNullOrWhiteSpace(search))
            return [];
        var fields = Texts(entity, kinds);
        return [.. search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(word => AnyContains(fields, word))];
    }

    /// <summary>The display field first, then one-line texts; long texts would make every search a scan of pages of prose.</summary>
    private static ImmutableArray<string> Texts(EntityDefinition entity, IFieldKindRegistry kinds) =>
    [
        .. entity.Stored
            .Where(f => f.TypeOf is null && IsWords(kinds.Get(f)))
            .OrderByDescending(f => f.Name == entity.DisplayField)
            .Take(MostFields).Select(f => f.Name),
    ];

    private static bool IsWords(IFieldKind kind) => kind.Storage == StorageType.Text && (kind.Traits & (FieldTraits.Long | FieldTraits.Coded | FieldTraits.Opaque)) == 0;

    private static ExpressionNode AnyContains(ImmutableArray<string> fields, string word) => fields
        .Select(field => (ExpressionNode)new CallNode("contains", [new PathNode([.. field.Split('.')]), new LiteralNode(word)]))
        .DefaultIfEmpty(new LiteralNode(false))
        .Aggregate((left, right) => new BinaryNode(BinaryOperator.Or, left, right));
}
