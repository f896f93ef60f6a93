using System.Globalization;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Expressions.Tests.Model;
using Crm.Testing.Databases;
using Row = Crm.Platform.Expressions.Tests.Querying.Database.Row;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>The promise of the language: the same text gives the same answer as a delegate and as SQL.</summary>
public abstract class AgreementContract(Func<Task<TestDatabase>> make, ITestOutputHelper output)
{
    private const int Count = 200;

    /// <summary>The seeds of every run; <c>CRM_EXPRESSION_SEEDS=5,6,7</c> looks further.</summary>
    public static TheoryData<int> Seeds =>
        [.. (Environment.GetEnvironmentVariable("CRM_EXPRESSION_SEEDS") ?? "1,2,3").Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Condition_FindsTheSameRecords_InMemoryAndInTheDatabase(int seed)
    {
        var expressions = new RandomExpressions(seed);
        var rows = new SampleRows(seed);
        await using var database = await Database.CreateAsync(make);
        var compiler = new QueryExpressionCompiler(database.Dialect);
        rows.Store(database);
        var context = new EvaluationContext(new Clock()) { UserId = rows.Users[0].Id, Lookups = rows };
        var (compared, matched, failures) = (0, 0, new List<string>());
        for (var i = 0; i < Count; i++)
        {
            var text = expressions.Condition(1 + (i % 4));
            var typed = Sample.CheckCondition(text);
            Assert.True(typed.IsSuccess, $"seed {seed}: {text}: {typed.Failure?.Message}");
            var query = compiler.Condition<Row>(typed.Value, database, context);
            if (!query.IsSuccess)
                continue;
            compared++;
            var expected = InMemory(typed.Value, rows, context);
            matched += expected.Count is > 0 and < 60 ? 1 : 0;
            if (Compare(database, query.Value, expected) is { } difference)
                failures.Add($"seed {seed}, #{i}: {text}\n   {difference}");
        }
        output.WriteLine($"seed {seed}: {compared} compared, {matched} of them matched some but not all records");
        Assert.True(failures.Count == 0, $"{failures.Count} of {compared} disagree:\n{string.Join('\n', failures.OrderBy(f => f.Length).Take(8))}");
        Assert.InRange(compared, Count * 2 / 3, Count);
        Assert.InRange(matched, Count / 5, Count);
    }

    private static HashSet<Guid> InMemory(TypedExpression typed, SampleRows rows, EvaluationContext context)
    {
        var compiled = RecordExpression.Compile(typed);
        return [.. rows.Deals.Where(deal => compiled.Holds(deal, context)).Select(deal => deal.Id)];
    }

    private static string? Compare(Database database, System.Linq.Expressions.Expression<Func<Row, bool>> condition, HashSet<Guid> expected)
    {
        try
        {
            var found = database.Rows("deal").Where(condition).Select(r => r.Id).ToHashSet();
            return found.SetEquals(expected) ? null : $"memory {expected.Count}, SQL {found.Count}, apart {expected.Except(found).Count()} and {found.Except(expected).Count()}\n   {Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToQueryString(database.Rows("deal").Where(condition).Select(r => r.Id))}";
        }
        catch (Exception thrown) when (thrown is InvalidOperationException or System.Data.Common.DbException or NullReferenceException or ArgumentException or InvalidCastException)
        {
            return $"{thrown.GetType().Name}: {thrown.Message[..Math.Min(thrown.Message.Length, 600)]}";
        }
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 2, 1, 10, 20, 30, TimeSpan.Zero);
    }
}

public sealed class SqliteAgreementTests(ITestOutputHelper output) : AgreementContract(TestDatabases.Sqlite, output);

public sealed class PostgreSqlAgreementTests(ITestOutputHelper output) : AgreementContract(TestDatabases.PostgreSql, output);
