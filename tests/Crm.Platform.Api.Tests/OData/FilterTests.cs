using System.Net;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.OData;

/// <summary>What filters find, through HTTP, the expression language and SQL: A has everything, B other values, C nothing but a name.</summary>
public sealed class FilterTests(FilterTests.Data data) : IClassFixture<FilterTests.Data>
{
    [Theory]
    // Equality is never null: C has no values, so it is unequal to every constant.
    [InlineData("first_name eq 'ann'", "A")]
    [InlineData("first_name ne 'Ann'", "B C")]
    [InlineData("not (first_name eq 'Ann')", "B C")]
    [InlineData("not (first_name ne 'Ann')", "A")]
    [InlineData("first_name eq null", "C")]
    [InlineData("first_name ne null", "A B")]
    [InlineData("null eq first_name", "C")]
    [InlineData("not (first_name eq null)", "A B")]
    [InlineData("first_name eq email", "C")]
    [InlineData("first_name ne email", "A B")]
    // An ordering beside null is false, and so its opposite is true.
    [InlineData("age gt 30", "B")]
    [InlineData("age le 30", "A")]
    [InlineData("not (age gt 30)", "A C")]
    [InlineData("not (age le 30)", "B C")]
    [InlineData("not (age gt 30 or first_name eq 'Ann')", "C")]
    [InlineData("not (age gt 30 and first_name eq 'Bob')", "A C")]
    [InlineData("not not (age gt 30)", "B")]
    // A condition compared as a value is true or false, too.
    [InlineData("(age gt 30) eq false", "A C")]
    [InlineData("(first_name eq email) ne true", "A B")]
    [InlineData("(age gt 30) eq (first_name eq 'Bob')", "A B C")]
    [InlineData("(age gt 30) ne (first_name eq null)", "B C")]
    [InlineData("not ((age gt 30) eq false)", "B")]
    // Lists.
    [InlineData("status in ('new','won')", "A B")]
    [InlineData("status in ('new')", "A")]
    [InlineData("not (status in ('new'))", "B C")]
    [InlineData("status in ('new',null)", "A C")]
    [InlineData("not (status in ('new',null))", "B")]
    [InlineData("age in (30,50)", "A B")]
    // Kinds.
    [InlineData("revenue eq 1000.50", "A")]
    [InlineData("revenue gt 1000", "A B")]
    [InlineData("revenue lt 1000.51", "A")]
    [InlineData("revenue add 1 eq 1001.5", "A")]
    [InlineData("age mul 2 gt 60", "B")]
    [InlineData("age sub 10 eq 20", "A")]
    [InlineData("-age eq -30", "A")]
    [InlineData("active eq true", "A")]
    [InlineData("active", "A")]
    [InlineData("not active", "B")]
    [InlineData("active ne true", "B C")]
    [InlineData("birthdate eq 1990-02-03", "A")]
    [InlineData("birthdate gt 1990-02-03", "B")]
    [InlineData("year(birthdate) eq 1990 and month(birthdate) eq 2 and day(birthdate) eq 3", "A")]
    [InlineData("seen_at ge 2026-01-02T03:04:05Z", "A B")]
    [InlineData("seen_at eq 2026-01-02T04:04:05%2B01:00", "A")]
    [InlineData("seen_at lt 2026-02-01", "A")]
    // Text.
    [InlineData("contains(first_name,'N')", "A")]
    [InlineData("startswith(first_name,'b')", "B")]
    [InlineData("endswith(first_name,'ob')", "B")]
    [InlineData("tolower(first_name) eq 'ann'", "A")]
    [InlineData("toupper(first_name) eq 'BOB'", "B")]
    [InlineData("length(first_name) eq 3", "A B")]
    [InlineData("trim(first_name) eq 'Ann'", "A")]
    [InlineData("contains(first_name,'nn') eq true", "A")]
    [InlineData("email eq 'o''neil@x.org'", "B")]
    // Lookups.
    [InlineData("account/name eq 'Acme'", "A")]
    [InlineData("account/name ne 'Acme'", "B C")]
    [InlineData("contains(account/name,'cm')", "A")]
    [InlineData("account_id eq null", "B C")]
    [InlineData("account_id ne null and age lt 99", "A")]
    [InlineData("age eq 30 or age eq 50 and first_name eq 'Bob'", "A B")]
    [InlineData("(age eq 30 or age eq 50) and first_name eq 'Bob'", "B")]
    public async Task Filter_FindsWhatODataSays(string filter, string names) =>
        Assert.Equal(names, await data.Host.NamesAsync("$orderby=last_name&$filter=" + filter));

    [Fact]
    public async Task Filter_ComparesIds()
    {
        Assert.Equal("A", await data.Host.NamesAsync($"$filter=account_id eq {data.Account}"));
        Assert.Equal("B C", await data.Host.NamesAsync($"$orderby=last_name&$filter=account_id ne {data.Account}"));
        Assert.Equal("A", await data.Host.NamesAsync($"$filter=account/id in ({data.Account},{Guid.Empty})"));
    }

    [Theory]
    [InlineData("eq")]
    [InlineData("ne")]
    public async Task Filter_IsRefusedAtOnce_WhenManyConditionsAreCompared(string comparer)
    {
        var filter = string.Join($" {comparer} ", Enumerable.Repeat("(first_name eq email)", 40));

        using var response = await data.Host.Host.GetAsync("/api/data/contacts?$filter=" + filter).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "query.invalid");
    }

    [Theory]
    [InlineData("$orderby=last_name desc", "C B A")]
    [InlineData("$orderby=age desc,last_name&$filter=age ne null", "B A")]
    [InlineData("$orderby=account/name&$filter=account_id ne null", "A")]
    [InlineData("$orderby=last_name&$skip=1&$top=1", "B")]
    [InlineData("$search=ann", "A")]
    public async Task Options_Apply(string query, string names) => Assert.Equal(names, await data.Host.NamesAsync(query));

    public sealed class Data : IAsyncLifetime
    {
        internal StoredApiHost Host { get; private set; } = null!;

        internal Guid Account { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Host = await StoredApiHost.StartAsync();
            Account = await Host.AddAsync("account", ("name", "Acme"));
            await Host.AddAsync("contact", ("last_name", "A"), ("first_name", "Ann"), ("email", "ann@x.org"), ("age", 30L), ("revenue", 1000.50m), ("active", true), ("birthdate", new DateOnly(1990, 2, 3)), ("seen_at", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)), ("status", "new"), ("account_id", Account));
            await Host.AddAsync("contact", ("last_name", "B"), ("first_name", "Bob"), ("email", "o'neil@x.org"), ("age", 50L), ("revenue", 2000m), ("active", false), ("birthdate", new DateOnly(1995, 1, 1)), ("seen_at", new DateTime(2026, 2, 2, 3, 4, 5, DateTimeKind.Utc)), ("status", "won"));
            await Host.AddAsync("contact", ("last_name", "C"));
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
