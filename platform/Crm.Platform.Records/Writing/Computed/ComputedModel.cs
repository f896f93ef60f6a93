using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Metadata.Snapshots.Computed;
using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>The computed fields of a snapshot, ready to run; each is compiled when it is first needed.</summary>
internal sealed class ComputedModel
{
    private readonly ImmutableArray<Lazy<ComputedCode>> _codes;
    private readonly Dictionary<ComputedField, int> _ranks = new(ReferenceEqualityComparer.Instance);

    public ComputedModel(ComputedFields fields, IFieldKindRegistry kinds)
    {
        Fields = fields;
        _codes = [.. fields.InOrder.Select(field => new Lazy<ComputedCode>(() => new ComputedCode(field, kinds)))];
        foreach (var (rank, field) in fields.InOrder.Index())
            _ranks[field] = rank;
    }

    public ComputedFields Fields { get; }

    public ComputedCode this[int rank] => _codes[rank].Value;

    /// <summary>Those of one entity, in order.</summary>
    public IEnumerable<ComputedCode> Of(string entity) => Fields.OfEntity(entity).Select(field => this[_ranks[field]]);
}

/// <summary>One computed field, ready to run.</summary>
internal sealed class ComputedCode(ComputedField computed, IFieldKindRegistry kinds)
{
    private readonly IFieldKind _kind = kinds.Get(computed.Field);
    private readonly RecordExpression? _formula = computed.Formula is null ? null : RecordExpression.Compile(computed.Formula);

    public ComputedField Field => computed;

    /// <summary>What a formula needs fetched before it runs.</summary>
    public ImmutableArray<ImmutableArray<LookupStep>> Ways { get; } = computed.Formula is null ? [] : LookupWays.Of([computed.Formula]);

    /// <summary>A roll-up over no record.</summary>
    public object? Nothing => computed.Rollup?.Function is not (RollupFunction.Count or RollupFunction.Sum) ? null : _kind.Storage == StorageType.Decimal ? Kept(0m) : Kept(0L);

    /// <summary>The formula's value for a record; what cannot be computed or kept is null.</summary>
    public object? Value(Record record, EvaluationContext context) => Kept(_formula!.Evaluate(record, context));

    /// <summary>A value in the form the field keeps: decimals rounded to its digits, half away from zero.</summary>
    public object? Kept(object? value) => value switch
    {
        null => null,
        decimal number => Checked(decimal.Round(number, computed.Field.Scale, MidpointRounding.AwayFromZero)),
        _ => Checked(value),
    };

    private object? Checked(object value) => _kind.Check(value, computed.Field) is { IsSuccess: true, Value: not "" } kept ? kept.Value : null;
}
