using System.Linq.Expressions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading;

/// <summary>Takes one page of a sorted query.</summary>
/// <remarks>
/// The usual sizes stand in the statement itself. A database that plans a statement without its values must know how few rows are wanted,
/// or it prepares to read all of them, and would rather plan anew each time: that costs as much as reading the page.
/// </remarks>
internal static class PageLimit
{
    /// <summary>So many statements a query may become; other sizes share one.</summary>
    private const int LargestUsual = 101;

    public static IQueryable<StoredRecord> Of(IQueryable<StoredRecord> records, int skip, int rows)
    {
        if (skip > 0)
            records = records.Skip(skip);
        if (rows > LargestUsual)
            return records.Take(rows);
        var constant = Expression.Call(typeof(EF), nameof(EF.Constant), [typeof(int)], Expression.Constant(rows));
        return records.Provider.CreateQuery<StoredRecord>(Expression.Call(typeof(Queryable), nameof(Queryable.Take), [typeof(StoredRecord)], records.Expression, constant));
    }
}
