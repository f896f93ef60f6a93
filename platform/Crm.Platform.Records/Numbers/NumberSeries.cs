using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Fields;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Numbers;

/// <summary>Numbers taken from the counters, some ahead of need. Lives as long as one transaction: what it did not give out is lost with it.</summary>
internal sealed class NumberSeries
{
    private readonly Dictionary<string, Queue<string>> _taken = new(StringComparer.Ordinal);

    /// <summary>The next number of the field.</summary>
    /// <param name="ahead">How many will be asked for in all.</param>
    public async Task<string> NextAsync(RecordContext context, EntityDefinition entity, FieldDefinition field, DateTime day, int ahead, CancellationToken cancellationToken)
    {
        var pattern = NumberPattern.Of(field.NumberPattern!);
        var series = $"{entity.Name}.{field.Name}:{pattern.Series(day)}";
        if (!_taken.TryGetValue(series, out var numbers) || numbers.Count == 0)
            _taken[series] = numbers = await TakeAsync(context, entity, field, series, pattern, day, Math.Max(ahead, 1), cancellationToken);
        return numbers.Dequeue();
    }

    /// <summary>Takes numbers no record has: a pattern that was changed may come to ones the earlier pattern gave.</summary>
    private static async Task<Queue<string>> TakeAsync(RecordContext context, EntityDefinition entity, FieldDefinition field, string series, NumberPattern pattern, DateTime day, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var last = await AdvanceAsync(context, series, count, cancellationToken);
            var numbers = Enumerable.Range(1, count).Select(i => pattern.Number(day, last - count + i)).ToList();
            var present = await context.Records(entity.Name).Where(Among(field, numbers)).Select(ValueOf(field)).ToListAsync(cancellationToken);
            var open = numbers.Except(present, StringComparer.OrdinalIgnoreCase).OfType<string>().ToList();
            if (open.Count > 0)
                return new Queue<string>(open);
        }
    }

    /// <summary>The counter's row stays locked until the transaction ends, so nobody else takes the same numbers.</summary>
    private static async Task<long> AdvanceAsync(RecordContext context, string series, int count, CancellationToken cancellationToken)
    {
        var row = context.Numbers.Where(n => n.Series == series);
        if (await row.ExecuteUpdateAsync(set => set.SetProperty(n => n.Last, n => n.Last + count), cancellationToken) == 0)
        {
            await context.Database.ExecuteSqlAsync($"INSERT INTO crm_number (series, last) VALUES ({series}, 0) ON CONFLICT (series) DO NOTHING", cancellationToken);
            await row.ExecuteUpdateAsync(set => set.SetProperty(n => n.Last, n => n.Last + count), cancellationToken);
        }
        return await row.Select(n => n.Last).SingleAsync(cancellationToken);
    }

    private static Expression<Func<StoredRecord, string?>> ValueOf(FieldDefinition field)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        return Expression.Lambda<Func<StoredRecord, string?>>(Reading.FieldAccess.Of(record, field, typeof(string)), record);
    }

    private static Expression<Func<StoredRecord, bool>> Among(FieldDefinition field, List<string> numbers)
    {
        var value = ValueOf(field);
        Expression<Func<List<string>>> list = () => numbers;
        return Expression.Lambda<Func<StoredRecord, bool>>(Expression.Call(list.Body, nameof(List<>.Contains), null, value.Body), value.Parameters);
    }
}
