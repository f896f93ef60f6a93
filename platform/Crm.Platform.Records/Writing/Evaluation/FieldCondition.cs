using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>The conditions of one field that hold wherever its record is written.</summary>
internal sealed record FieldCondition(FieldDefinition Field)
{
    public CompiledExpression? Required { get; init; }

    public CompiledExpression? ReadOnly { get; init; }

    public CompiledExpression? Visible { get; init; }

    /// <summary>Of a lookup.</summary>
    public CompiledExpression? Target { get; init; }

    /// <summary>Of a choice, by option.</summary>
    public ImmutableArray<(string Option, CompiledExpression When)> Options { get; init; } = [];

    public IEnumerable<CompiledExpression> All => new[] { Required, ReadOnly, Visible, Target }.OfType<CompiledExpression>().Concat(Options.Select(o => o.When));

    /// <summary><see langword="null"/> for a field without conditions.</summary>
    public static FieldCondition? Of(FieldDefinition field, EntityDefinition entity, MetadataSnapshot snapshot, IFieldKindRegistry kinds)
    {
        var compile = (string? text) => text is null ? null : CompiledExpression.Condition(text, entity, snapshot, kinds);
        var condition = new FieldCondition(field)
        {
            Required = compile(field.RequiredWhen),
            ReadOnly = compile(field.ReadOnlyWhen),
            Visible = compile(field.VisibleWhen),
            Target = compile(field.OptionsWhen),
            Options = [.. field.Choices.Where(c => c.When is not null).Select(c => (c.Value, compile(c.When)!))],
        };
        return condition.All.Any() ? condition : null;
    }

    /// <summary>The condition that its present value must meet, or <see langword="null"/> for one that is always an option.</summary>
    public CompiledExpression? OptionOf(object value) => Target ?? Options.FirstOrDefault(o => o.Option == value as string).When;
}
