using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Plain;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;

namespace Crm.Benchmarks.Cases;

/// <summary>A page far down a list, reached as a next link does, against the first page of the same list.</summary>
internal sealed class DeepPageCase(BenchmarkHost host) : IBenchmark
{
    private const int Pages = 1000;
    /// <summary>1.5 times the time.</summary>
    public const double MostSlower = 1 / 1.5;

    /// <summary>A filtered and sorted list that an index serves.</summary>
    public static readonly RecordQuery Query = new("contact")
    {
        Filter = ExpressionParser.Parse("status == 'customer'").Value,
        Sort = [new RecordSort("last_name")],
        Expand = ["account"],
        Top = PlainEndpoints.PageSize,
    };

    public string Name => "engine: page 1,000 (or the last full one) by key against the first";

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        var reader = host.Get<IRecordReader>();
        var deep = await FindAsync(reader);
        return await new Comparison(Name, MostSlower, () => ReadAsync(reader, deep), () => ReadAsync(reader, Query)).RunAsync(rounds, cancellationToken);
    }

    /// <summary>Follows next links to page 1,000, or to the last full one before it.</summary>
    public static async Task<RecordQuery> FindAsync(IRecordReader reader)
    {
        var deep = Query;
        var page = await ReadAsync(reader, Query);
        for (var number = 2; number <= Pages && page.Next is { } next; number++)
        {
            var query = Query with { After = next };
            page = await ReadAsync(reader, query);
            if (page.HasMore)
                deep = query;
        }
        return deep;
    }

    public static async Task<RecordPage> ReadAsync(IRecordReader reader, RecordQuery query) => (await reader.QueryAsync(query, Caller.Platform, CancellationToken.None)).Value;
}
