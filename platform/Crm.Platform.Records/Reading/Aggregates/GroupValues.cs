using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>Writes the columns of groups for SQL.</summary>
internal sealed class GroupValues(Grouping grouping, IQueryDialect dialect)
{
    public GroupValue Key(string name, int index, GroupColumn column)
    {
        var key = grouping.Key(index);
        var shown = column.Type == StorageType.Text ? new Figure(grouping.Group, column.Column).Spelling(dialect) : key;
        return new GroupValue(name, new AggregateColumn([.. name.Split('.')], column.Field), [shown], (row, at) => Figure.Read(row[at], column.Type, column.Column.Scale), key);
    }

    /// <summary>How many records there are.</summary>
    public GroupValue Count(string name)
    {
        var count = Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [typeof(StoredRecord)], grouping.Group);
        return Number(name, count);
    }

    public GroupValue Of(Aggregate aggregate, GroupColumn column)
    {
        var figure = new Figure(grouping.Group, column.Column);
        return aggregate.Function switch
        {
            AggregateFunction.CountDistinct => Number(aggregate.Name, figure.Different),
            AggregateFunction.Sum => Sum(aggregate.Name, column, figure),
            AggregateFunction.Average => Mean(aggregate.Name, column, figure),
            AggregateFunction.Min => Extreme(aggregate.Name, column, figure.Least),
            AggregateFunction.Max => Extreme(aggregate.Name, column, figure.Most),
            _ => throw new ArgumentOutOfRangeException(nameof(aggregate), aggregate, null),
        };
    }

    private static GroupValue Number(string name, Expression count) =>
        new(name, new AggregateColumn([name], null), [count], (row, at) => row[at] ?? 0L, count) { Measure = new Measure(Expression.Convert(count, typeof(long?)), StorageType.Integer, 0) };

    private static GroupValue Sum(string name, GroupColumn column, Figure figure) =>
        new(name, new AggregateColumn([name], column.Field), [figure.Sum, figure.Set], (row, at) => row[at + 1] is > 0L ? Figure.Read(row[at], column.Type, column.Column.Scale) : null, figure.SumOrNull)
        {
            Measure = new Measure(figure.SumOrNull, column.Type, column.Column.Scale),
        };

    private static GroupValue Mean(string name, GroupColumn column, Figure figure)
    {
        return new GroupValue(name, new AggregateColumn([name], null), [figure.Sum, figure.Set], Divided, figure.Mean) { Measure = new Measure(figure.Sum, column.Type, column.Column.Scale, figure.Set) };

        object? Divided(object?[] row, int at) => row[at + 1] is long count and > 0 ? Figure.Exact((long)row[at]!, column.Column.Scale) / count : null;
    }

    private static GroupValue Extreme(string name, GroupColumn column, Expression value) =>
        new(name, new AggregateColumn([name], column.Field), [value], (row, at) => Figure.Read(row[at], column.Type, column.Column.Scale), value)
        {
            Measure = new Measure(value, column.Type, column.Column.Scale),
        };
}
