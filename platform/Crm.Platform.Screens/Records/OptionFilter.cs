using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Screens.Records;

/// <summary>Turns a lookup's condition over the record into one over its targets: what it reads of the target stays, what it reads of the record becomes its value.</summary>
internal static class OptionFilter
{
    /// <summary>The condition for a query, or <see langword="null"/> when the text cannot be read.</summary>
    public static ExpressionNode? Of(string condition, FieldDefinition lookup, Record record, ILookupResolver targets, MetadataSnapshot snapshot, IFieldKindRegistry kinds)
    {
        var parsed = ExpressionParser.Parse(condition);
        if (!parsed.IsSuccess)
            return null;
        return PathReplacement.Replace(parsed.Value, path =>
            path.Segments[0] == lookup.NavigationName || path.Segments[0] == lookup.Name
                ? path with { Segments = path.Segments.Length == 1 ? [SystemFields.Id] : path.Segments[1..] }
                : Value(path, record, targets, snapshot, kinds));
    }

    /// <summary><c>true ? value : null</c> rather than the value alone: a null keeps its type, and is not taken for the word <c>null</c>.</summary>
    private static ExpressionNode Value(PathNode path, Record record, ILookupResolver targets, MetadataSnapshot snapshot, IFieldKindRegistry kinds)
    {
        var typed = ExpressionChecker.Check(path, record.Layout.Entity, snapshot, kinds);
        if (!typed.IsSuccess)
            return path;
        var (lookups, field) = typed.Value.Reads[^1];
        var value = lookups.Aggregate((Record?)record, (holder, step) => holder is null ? null : targets.Target(holder, step.Lookup))?[field.Name];
        return new ConditionalNode(new LiteralNode(value is not null), new LiteralNode(value ?? Any(typed.Value.Type)), new LiteralNode(null)) { Position = path.Position };
    }

    private static object Any(StorageType type) => type == StorageType.Text ? "" : Activator.CreateInstance(Nullable.GetUnderlyingType(type.Clr())!)!;
}
