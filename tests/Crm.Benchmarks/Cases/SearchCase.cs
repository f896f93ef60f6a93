using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;

namespace Crm.Benchmarks.Cases;

/// <summary>Two words looked for in all texts of all contacts, against looking through the texts one by one.</summary>
internal sealed class SearchCase(BenchmarkHost host) : IBenchmark
{
    private const double LeastFaster = 4;

    private static readonly string[] Words = ["first12", "last4"];
    private static readonly RecordQuery Indexed = new("contact") { Search = string.Join(' ', Words), Sort = [new RecordSort("last_name")] };
    private static readonly RecordQuery LookedThrough = Indexed with { Search = null, Filter = ExpressionParser.Parse(string.Join(" && ", Words.Select(AnyText))).Value };

    public string Name => "engine: search two words against looking through";

    public Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        var reader = host.Get<IRecordReader>();
        return new Comparison(Name, LeastFaster, () => ReadAsync(reader, Indexed), () => ReadAsync(reader, LookedThrough)).RunAsync(rounds, cancellationToken);
    }

    private static string AnyText(string word) => $"({string.Join(" || ", new[] { "full_name", "first_name", "last_name", "job_title", "email", "phone", "city", "country" }.Select(field => $"contains({field}, '{word}')"))})";

    private static async Task<RecordPage> ReadAsync(IRecordReader reader, RecordQuery query) => (await reader.QueryAsync(query, Caller.Platform, CancellationToken.None)).Value;
}
