using System.Net;
using System.Text;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.OData;

/// <summary>Hostile input gets an answer of the client's making, never a failure of the server.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Words =
    [
        "last_name", "first_name", "age", "revenue", "active", "birthdate", "seen_at", "status", "account", "account_id", "account/name", "id", "owner/name", "created_at",
        "eq", "ne", "gt", "le", "and", "or", "not", "in", "add", "div", "mod", "mul", "sub", "has", "(", ")", ",", "/", "-", "'", "''", "'x'", "'%_\\'", "null", "true", "0", "1", "-5", "1.5", "1e400", "INF", "NaN",
        "9223372036854775808", "79228162514264337593543950336", "2026-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "2026-01-01T00:00:00+14:00", "0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10", "duration'P1D'", "12:00:00",
        "contains(", "startswith(", "tolower(", "length(", "year(", "now()", "cast(", "isof(", "any(", "all(", "$it", "@p", "geo.distance(", "$count", "*", "\u0000", "\uD800", "é", "\u202E",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"last_name\"", "\"age\"", "\"revenue\"", "\"active\"", "\"birthdate\"", "\"seen_at\"", "\"status\"", "\"account_id\"", "\"account@odata.bind\"", "\"\\ud800\"", "\"x\"", "null", "true", "1", "-1", "1e999", "1.23456789", "99999999999999999999",
        "\"2026-02-30\"", "\"\\u0000\"", "\"\\ud800\"", "\"new\"", "{}", "[]", "//", "\uFEFF", "\"@odata.type\"", "\"\"",
    ];

    private static readonly string[] Fields =
    [
        "last_name", "age", "revenue", "active", "birthdate", "seen_at", "status", "account_id", "account/name", "account/industry", "owner/name", "id", "version", "created_at", "account", "x", "nothing",
    ];

    private static readonly string[] Steps =
    [
        "filter(", "groupby(", "aggregate(", "(", ")", "((", "))", ",", "/", "status", "age", "account/name", "$count", " as ", "x", " with ", "sum", "average", "countdistinct", "rollup(", "topcount(2,age)", "identity", "compute(age add 1 as y)", "'", "eq 1", "\u0000",
    ];

    [Fact]
    public async Task Filter_IsNever500()
    {
        await using var host = await StoredApiHost.StartAsync();
        await host.AddAsync("contact", ("last_name", "A"));
        var random = NewRandom();
        for (var i = 0; i < 600; i++)
        {
            var filter = string.Join(random.Next(4) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 9)).Select(_ => Words[random.Next(Words.Length)]));
            var option = random.Next(6) switch { 0 => "$orderby", 1 => "$select", 2 => "$expand", _ => "$filter" };
            await AssertClientsFaultAsync(await host.Host.GetAsync($"/api/data/contacts?{option}={Escape(filter)}"), $"{option}={filter}");
        }
    }

    [Fact]
    public async Task WellFormedFilter_IsNever500()
    {
        await using var host = await StoredApiHost.StartAsync();
        await host.AddAsync("contact", ("last_name", "A"));
        var random = NewRandom();
        for (var i = 0; i < 400; i++)
        {
            var filter = Condition(random, 3);
            await AssertClientsFaultAsync(await host.Host.GetAsync($"/api/data/contacts?$count=true&$filter={Escape(filter)}"), filter);
        }
    }

    [Fact]
    public async Task Apply_IsNever500()
    {
        await using var host = await StoredApiHost.StartAsync();
        await host.AddAsync("contact", ("last_name", "A"), ("revenue", 5m), ("age", long.MaxValue));
        await host.AddAsync("contact", ("last_name", "a"), ("age", long.MaxValue));
        var random = NewRandom();
        for (var i = 0; i < 500; i++)
        {
            var apply = random.Next(4) == 0
                ? string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Steps[random.Next(Steps.Length)]))
                : Transformations(random);
            var rest = random.Next(3) switch { 0 => $"&$filter={Escape(GroupCondition(random))}", 1 => $"&$orderby={Fields[random.Next(Fields.Length)]}{(random.Next(2) == 0 ? " desc" : "")},x", _ => "&$count=true" };
            await AssertClientsFaultAsync(await host.Host.GetAsync($"/api/data/contacts?$apply={Escape(apply)}{rest}"), apply + rest);
        }
    }

    [Fact]
    public async Task Body_IsNever500()
    {
        await using var host = await StoredApiHost.StartAsync();
        var random = NewRandom();
        for (var i = 0; i < 600; i++)
        {
            var body = random.Next(3) == 0
                ? string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)]))
                : "{" + string.Join(',', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(6, 15)] + ":" + Pieces[random.Next(15, Pieces.Length)])) + "}";
            await AssertClientsFaultAsync(await host.Host.PostAsync("/api/data/contacts", Responses.Json(body)), body);
        }
    }

    private Random NewRandom()
    {
        var seed = Environment.GetEnvironmentVariable("CRM_TEST_SEED") is { } given ? int.Parse(given, null) : Random.Shared.Next();
        output.WriteLine($"CRM_TEST_SEED={seed}");
        return new Random(seed);
    }

    private static string Transformations(Random random)
    {
        string[] methods = ["sum", "average", "min", "max", "countdistinct", "median"];
        var aggregates = Enumerable.Range(0, random.Next(1, 4)).Select(i => random.Next(4) == 0 ? $"$count as {"xyz"[i]}" : $"{Fields[random.Next(Fields.Length)]} with {methods[random.Next(methods.Length)]} as {"xyz"[i]}");
        var aggregate = $"aggregate({string.Join(',', aggregates)})";
        var groups = random.Next(4) == 0 ? aggregate : $"groupby(({string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Fields[random.Next(Fields.Length)]))}),{aggregate})";
        var before = random.Next(2) == 0 ? $"filter({Condition(random, 1)})/" : "";
        return before + groups + (random.Next(3) == 0 ? $"/filter({GroupCondition(random)})" : "");
    }

    private static string GroupCondition(Random random)
    {
        string[] constants = ["0", "1", "1.5", "-9223372036854775808", "79228162514264337593543950335", "0.00000000000000000001", "null", "'x'", "2026-01-01", "true", "2026-01-01T00:00:00Z", "y"];
        string[] comparers = ["eq", "ne", "gt", "ge", "lt", "le"];
        var test = $"{"xyz"[random.Next(3)]} {comparers[random.Next(6)]} {constants[random.Next(constants.Length)]}";
        return random.Next(3) switch { 0 => $"not ({test})", 1 => $"{test} and {Comparison(random)}", _ => test };
    }

    private static string Condition(Random random, int depth) => depth == 0 || random.Next(3) == 0 ? Comparison(random) : random.Next(4) switch
    {
        0 => $"not ({Condition(random, depth - 1)})",
        1 => $"({Condition(random, depth - 1)} or {Condition(random, depth - 1)})",
        _ => $"{Condition(random, depth - 1)} and {Condition(random, depth - 1)}",
    };

    private static string Comparison(Random random)
    {
        string[] comparers = ["eq", "ne", "gt", "ge", "lt", "le"];
        var (field, constants) = random.Next(7) switch
        {
            0 => ("last_name", new[] { "'x'", "''", "null", "'o''n'", "first_name", "tolower(email)" }),
            1 => ("age", ["1", "-9223372036854775807", "1.5", "null", "age div 0", "age mod 0", "age mul 9223372036854775807", "length(last_name)"]),
            2 => ("revenue", ["1", "0.001", "79228162514264337593543950335", "null", "revenue mul revenue mul revenue", "age", "-revenue"]),
            3 => ("birthdate", ["2026-01-01", "0001-01-01", "9999-12-31", "null"]),
            4 => ("seen_at", ["2026-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "null", "created_at"]),
            5 => ("account_id", ["0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10", "null", "owner_id"]),
            _ => ("account/name", ["'x'", "null", "last_name", "owner/name"]),
        };
        return $"{field} {comparers[random.Next(comparers.Length)]} {constants[random.Next(constants.Length)]}";
    }

    private static string Escape(string text) => Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static async Task AssertClientsFaultAsync(HttpResponseMessage response, string input)
    {
        using (response)
            Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{(int)response.StatusCode} for {input}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
