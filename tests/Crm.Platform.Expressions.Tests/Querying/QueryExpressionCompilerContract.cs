using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Expressions.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Row = Crm.Platform.Expressions.Tests.Querying.Database.Row;

namespace Crm.Platform.Expressions.Tests.Querying;

public abstract class QueryExpressionCompilerContract(EmptyDatabase empty)
{
    private readonly EvaluationContext _context = new(TimeProvider.System) { UserId = Guid.NewGuid() };
    private readonly Database _database = empty.Database;
    private readonly QueryExpressionCompiler _compiler = new(empty.Database.Dialect);

    [Fact]
    public void Condition_HasTheSameShape_ForOtherValues()
    {
        static string Shape(string sql) => sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..];
        Assert.Equal(Shape(Sql("name == 'Acme' && amount > 10 && contains(city, 'x')")), Shape(Sql("name == 'Other' && amount > 99.5 && contains(city, '_%')")));
    }

    [Theory]
    [InlineData("`${amount}` == '1'")]
    [InlineData("name + called_at == ''")]
    [InlineData("amount * amount * discount * discount * amount * discount * discount * discount > 1")]
    public void Condition_IsRefused_WhenTheDatabaseWouldAnswerDifferently(string text) =>
        Assert.Equal("expression.not_in_query", Condition(text).Failure?.Code);

    [Fact]
    public void Condition_IsRefused_WhenItsPartsWouldMultiply()
    {
        var nested = Enumerable.Range(0, 40).Aggregate("amount", (inner, _) => $"round({inner} / 3)");
        Assert.Equal("expression.not_in_query", Condition(nested + " > 1").Failure?.Code);
    }

    [Theory]
    [InlineData("score in [{0}]", 500, ",")]
    [InlineData("{0}", 240, "||")]
    public void Condition_Runs_WhenItIsAsLongAsTheParserAllows(string frame, int count, string separator)
    {
        var parts = Enumerable.Range(0, count).Select(i => separator == "," ? $"{i}" : $"score=={i}");
        var condition = Condition(frame.Replace("{0}", string.Join(separator, parts), StringComparison.Ordinal)).Value;
        Assert.Equal(0, _database.Rows("deal").Count(condition));
    }

    [Theory]
    [InlineData("trim(locked ? ' a' : hot ? 'b ' : 'c') == 'a'")]
    [InlineData("lower(locked ? 'A' : null) == 'a'")]
    [InlineData("length(trim(upper(locked ? 'A' : 'b'))) == 1")]
    [InlineData("score % 0 == 1 || (discount / 0.00) in [amount] || addDays(created_at, -2 % 0) == now()")]
    public void Condition_Runs_WhenOnlyConstantsGiveItsTypes(string text) => Assert.Equal(0, _database.Rows("deal").Count(Condition(text).Value));

    private Result<System.Linq.Expressions.Expression<Func<Row, bool>>> Condition(string text) => _compiler.Condition<Row>(Sample.CheckCondition(text).Value, _database, _context);

    protected string Sql(string text) => _database.Rows("deal").Where(Condition(text).Value).Select(r => r.Id).ToQueryString().TrimEnd();

    protected string OrderSql(string text)
    {
        var key = _compiler.SortKey<Row>(Sample.Typed(text), _database, _context).Value;
        var call = System.Linq.Expressions.Expression.Call(typeof(Queryable), nameof(Queryable.OrderBy), [typeof(Row), key.ReturnType], _database.Rows("deal").Expression, key);
        return _database.Rows("deal").Provider.CreateQuery<Row>(call).Select(r => r.Id).ToQueryString().ReplaceLineEndings("\n");
    }
}

public sealed class SqliteQueryExpressionCompilerTests(EmptySqlite empty) : QueryExpressionCompilerContract(empty), IClassFixture<EmptySqlite>
{
    [Theory]
    [InlineData("name == 'Acme'", "WHERE \"d\".\"name\" = @Value")]
    [InlineData("!(name == 'Acme')", "WHERE \"d\".\"name\" <> @Value")]
    [InlineData("amount > 10.5", "WHERE \"d\".\"amount\" > @Value")]
    [InlineData("amount > 1000", "WHERE \"d\".\"amount\" > @Value")]
    [InlineData("owner_id == me()", "WHERE \"d\".\"OwnerId\" = @Value")]
    [InlineData("closes_on < addDays(today(), 7)", "WHERE \"d\".\"closes_on\" < @Value")]
    [InlineData("contains(name, '50%')", "WHERE \"d\".\"name\" LIKE @Value ESCAPE '\\'")]
    [InlineData("score == null", "WHERE \"d\".\"score\" IS NULL")]
    public void Condition_LeavesThePlainColumnToItsIndex_AndCarriesValuesAsParameters(string text, string where) =>
        Assert.EndsWith(where, Sql(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("name", "ORDER BY \"d\".\"name\"")]
    [InlineData("amount", "ORDER BY \"d\".\"amount\"")]
    [InlineData("trim(name)", "ORDER BY lower(trim(\"d\".\"name\"")]
    [InlineData("account.name", "ORDER BY lower((\n    SELECT \"a\".\"name\"")]
    public void SortKey_OrdersByTheColumnWhereThereIsOne(string text, string order) => Assert.Contains(order, OrderSql(text), StringComparison.Ordinal);
}

public sealed class PostgreSqlQueryExpressionCompilerTests(EmptyPostgreSql empty) : QueryExpressionCompilerContract(empty), IClassFixture<EmptyPostgreSql>
{
    [Theory]
    [InlineData("name == 'Acme'", "WHERE lower(d.name) = lower(@Value COLLATE \"C\")")]
    [InlineData("!(name == 'Acme')", "WHERE lower(d.name) <> lower(@Value COLLATE \"C\")")]
    [InlineData("amount > 10.5", "WHERE d.amount > @Value")]
    [InlineData("amount > 1000", "WHERE d.amount > @Value")]
    [InlineData("owner_id == me()", "WHERE d.\"OwnerId\" = @Value")]
    [InlineData("closes_on < addDays(today(), 7)", "WHERE d.closes_on < @Value")]
    [InlineData("contains(name, '50%')", "WHERE lower(d.name COLLATE \"C\") LIKE lower(@Value COLLATE \"C\") ESCAPE '\\'")]
    [InlineData("score == null", "WHERE d.score IS NULL")]
    public void Condition_LeavesThePlainColumnToItsIndex_AndCarriesValuesAsParameters(string text, string where) =>
        Assert.EndsWith(where, Sql(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("name", "ORDER BY lower(d.name) NULLS FIRST")]
    [InlineData("amount", "ORDER BY d.amount NULLS FIRST")]
    [InlineData("trim(name)", "ORDER BY lower(btrim(d.name")]
    [InlineData("account.name", "ORDER BY lower((\n    SELECT a.name")]
    public void SortKey_OrdersByTheColumnWhereThereIsOne(string text, string order) => Assert.Contains(order, OrderSql(text), StringComparison.Ordinal);
}
