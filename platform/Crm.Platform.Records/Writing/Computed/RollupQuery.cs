using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Metadata.Snapshots.Computed;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>Has the database sum up the living records that point at some others.</summary>
internal sealed class RollupQuery(IFieldKindRegistry kinds, IQueryDialect dialect)
{
    private static readonly ParameterExpression Child = Expression.Parameter(typeof(StoredRecord), "r");
    private readonly QueryExpressionCompiler _compiler = new(dialect);

    /// <returns>The value of each record that anything counts for; the others have <see cref="ComputedCode.Nothing"/>.</returns>
    public async Task<Dictionary<Guid, object?>> RunAsync(RecordContext context, TypedRollup rollup, IReadOnlyCollection<Guid> targets, EvaluationContext evaluation, CancellationToken cancellationToken)
    {
        var values = new Dictionary<Guid, object?>();
        var key = Expression.Lambda<Func<StoredRecord, Guid?>>(FieldAccess.Of(Child, rollup.Via, typeof(Guid?)), Child);
        foreach (var some in targets.Chunk(RecordTargets.MostAtOnce))
        {
            var records = context.Records(rollup.Child.Name).Where(r => r.DeletedAt == null).Where(OwnerSearch.PointsAtOne(rollup.Via, some));
            if (rollup.Where is not null)
                records = records.Where(_compiler.Condition<StoredRecord>(rollup.Where, new RecordSets(context), evaluation).Value);
            foreach (var row in await records.GroupBy(key).Select(Row(rollup)).ToListAsync(cancellationToken))
                values[row.Id!.Value] = Value(rollup, row);
        }
        return values;
    }

    private Expression<Func<IGrouping<Guid?, StoredRecord>, RollupRow>> Row(TypedRollup rollup)
    {
        var group = Expression.Parameter(typeof(IGrouping<Guid?, StoredRecord>), "g");
        var bindings = new List<MemberBinding> { Bind(nameof(RollupRow.Id), Expression.Property(group, "Key")) };
        if (rollup.Field is null)
            bindings.Add(Bind(nameof(RollupRow.Records), Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [typeof(StoredRecord)], group)));
        else
            bindings.AddRange(Values(rollup, rollup.Field, group));
        return Expression.Lambda<Func<IGrouping<Guid?, StoredRecord>, RollupRow>>(Expression.MemberInit(Expression.New(typeof(RollupRow)), bindings), group);
    }

    private IEnumerable<MemberBinding> Values(TypedRollup rollup, FieldDefinition field, Expression group)
    {
        var (value, member) = Summed(field);
        var select = Expression.Lambda(value, Child);
        yield return Bind(member, rollup.Function switch
        {
            RollupFunction.Min => Expression.Call(typeof(Enumerable), nameof(Enumerable.Min), [typeof(StoredRecord), value.Type], group, select),
            RollupFunction.Max => Expression.Call(typeof(Enumerable), nameof(Enumerable.Max), [typeof(StoredRecord), value.Type], group, select),
            _ => Expression.Call(typeof(Enumerable), nameof(Enumerable.Sum), [typeof(StoredRecord)], group, select),
        });
        var isSet = Expression.Lambda<Func<StoredRecord, bool>>(Expression.NotEqual(value, Expression.Constant(null, value.Type)), Child);
        yield return Bind(nameof(RollupRow.Records), Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [typeof(StoredRecord)], group, isSet));
    }

    private (Expression Value, string Member) Summed(FieldDefinition field)
    {
        var type = kinds.Get(field).Storage;
        var access = FieldAccess.Of(Child, field, type.Clr());
        var value = access.Type == type.Clr() ? access : Expression.Convert(access, type.Clr());
        return type switch
        {
            StorageType.Decimal => (dialect.Units(value, field), nameof(RollupRow.Number)),
            StorageType.Date => (value, nameof(RollupRow.Day)),
            StorageType.DateTime => (value, nameof(RollupRow.Moment)),
            _ => (value, nameof(RollupRow.Number)),
        };
    }

    // One type per branch: left to itself the compiler makes decimals of whole numbers.
    private object? Value(TypedRollup rollup, RollupRow row)
    {
        if (rollup.Function == RollupFunction.Count)
            return row.Records;
        if (rollup.Function == RollupFunction.Average)
            return row.Records == 0 ? null : Number(rollup.Field!, row.Number!.Value) / row.Records;
        if (row.Moment is { } moment)
            return DateTime.SpecifyKind(moment, DateTimeKind.Utc);
        if (row.Number is not { } number)
            return row.Day;
        return kinds.Get(rollup.Field!).Storage == StorageType.Decimal ? Number(rollup.Field!, number) : (object)number;
    }

    private static decimal Number(FieldDefinition field, long units) => units * new decimal(1, 0, 0, false, (byte)field.Scale);

    private static MemberAssignment Bind(string member, Expression value) => Expression.Bind(typeof(RollupRow).GetProperty(member)!, value);
}
