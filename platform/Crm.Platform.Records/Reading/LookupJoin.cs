using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>Joins the targets of lookups to a page of records, all in one statement.</summary>
internal static class LookupJoin
{
    /// <param name="sets">The records that may be joined.</param>
    /// <param name="page">The page, already limited: joining fifty rows is cheap, joining all of them before sorting is not.</param>
    public static IQueryable<ExpandedRow> Apply(IRecordSets sets, IQueryable<StoredRecord> page, IReadOnlyList<FieldDefinition> lookups)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var target = Expression.Parameter(typeof(StoredRecord), "t");
        IQueryable<ExpandedRow>? rows = null;
        for (var i = 0; i < lookups.Count; i++)
        {
            rows = rows is null
                ? page.LeftJoin(Targets(page, sets, lookups[i]), Key(record, record, lookups[i]), Id(target), Lambda<StoredRecord>(ExpandedRow.Make(record, [target]), record, target))
                : Next(sets, rows, lookups, i, target);
        }
        return rows ?? throw new ArgumentException("There is nothing to join.", nameof(lookups));
    }

    private static IQueryable<ExpandedRow> Next(IRecordSets sets, IQueryable<ExpandedRow> rows, IReadOnlyList<FieldDefinition> lookups, int index, ParameterExpression target)
    {
        var row = Expression.Parameter(typeof(ExpandedRow), "row");
        var root = Expression.Property(row, nameof(ExpandedRow.Root));
        var made = ExpandedRow.Make(root, [.. Enumerable.Range(0, index).Select(i => ExpandedRow.TargetOf(row, i)), target]);
        return rows.LeftJoin(Targets(rows, sets, lookups[index]), Key(row, root, lookups[index]), Id(target), Lambda<ExpandedRow>(made, row, target));
    }

    private static IQueryable<StoredRecord> Targets(IQueryable rows, IRecordSets sets, FieldDefinition lookup) => rows.Provider.CreateQuery<StoredRecord>(sets.Set(lookup.Lookup!));

    private static Expression<Func<TRow, Guid?>> KeyOf<TRow>(ParameterExpression row, Expression value) => Expression.Lambda<Func<TRow, Guid?>>(value, row);

    private static Expression<Func<StoredRecord, Guid?>> Key(ParameterExpression row, ParameterExpression record, FieldDefinition lookup) => KeyOf<StoredRecord>(row, FieldAccess.Of(record, lookup, typeof(Guid?)));

    private static Expression<Func<ExpandedRow, Guid?>> Key(ParameterExpression row, Expression root, FieldDefinition lookup) => KeyOf<ExpandedRow>(row, FieldAccess.Of(root, lookup, typeof(Guid?)));

    private static Expression<Func<StoredRecord, Guid?>> Id(ParameterExpression target) =>
        KeyOf<StoredRecord>(target, Expression.Convert(Expression.Property(target, nameof(Record.Id)), typeof(Guid?)));

    private static Expression<Func<TRow, StoredRecord?, ExpandedRow>> Lambda<TRow>(Expression body, ParameterExpression row, ParameterExpression target) =>
        Expression.Lambda<Func<TRow, StoredRecord?, ExpandedRow>>(body, row, target);
}
