using System.Collections.Immutable;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Importing;

/// <summary>The public sales data set, imported into the shipped entities by the guessed mapping.</summary>
public sealed class SalesDataTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.SharedData, "crm-sales-opportunities");

    [Fact]
    public async Task Accounts_LandWithTheirParents_ByTheGuess()
    {
        await using var platform = await StartAsync();

        var job = await ImportAsync(platform, "accounts.csv", new ImportMapping("account"));

        Assert.Equal((ImportStatus.Done, 85, 85, 0, 0), (job.Status, job.Rows, job.Created, job.Refused, job.Unlinked));
        Assert.Equal(15, await CountAsync(platform, "account", "parent_account_id != null"));
        var page = await platform.Reader.QueryAsync(new RecordQuery("account") { Filter = Parse("name == 'Bluth Company'"), Expand = ["parent_account"] }, ImportSteps.Ann, CancellationToken.None);
        var bluth = page.Value.Rows.Single();
        Assert.Equal(("Acme Corporation", "technolgy"), ((string?)bluth.Target("parent_account")?["name"], (string?)bluth.Record["sector"]));
        Assert.Equal(1993L, bluth.Record["year_founded"]);
        Assert.Equal(1242.32m, bluth.Record["annual_revenue"]);
    }

    [Fact]
    public async Task Deals_LandButForTheUnknownProduct_WhichIsInTheErrorFile()
    {
        await using var platform = await StartAsync();
        await ImportAsync(platform, "accounts.csv", new ImportMapping("account"));
        await ImportAsync(platform, "products.csv", new ImportMapping("product"));

        var job = await ImportAsync(platform, "sales_pipeline.csv", new ImportMapping("deal"));
        var errors = (await platform.ErrorsAsync(job.Id)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((ImportStatus.Done, 8800, 7320, 1480), (job.Status, job.Rows, job.Created, job.Refused));
        Assert.Equal(1481, errors.Length);
        Assert.All(errors.Skip(1), line => Assert.Contains(",GTXPro,", line, StringComparison.Ordinal));
        Assert.StartsWith("3,product,There is no product with the name 'GTXPro'.,Z063OYW0,Darcel Schlecht,GTXPro,Isdom,Won,", errors[1], StringComparison.Ordinal);
        Assert.Equal([("product", 1480)], job.Reasons.Select(r => (r.Column, r.Rows)));
        Assert.Equal(20, job.Problems.Length);
    }

    [Fact]
    public async Task Deals_AllLand_WhenTheProductIsReplaced_WithTheKnownAnswers()
    {
        await using var platform = await StartAsync();
        await ImportAsync(platform, "accounts.csv", new ImportMapping("account"));
        await ImportAsync(platform, "products.csv", new ImportMapping("product"));
        var preview = (await platform.Imports().PreviewAsync(await UploadAsync(platform, "sales_pipeline.csv"), new ImportMapping("deal"), ImportSteps.Ann, CancellationToken.None)).Value;
        var issue = Assert.Single(preview.Values);
        Assert.Equal(("product", "GTXPro", 1480, "GTX Pro"), (issue.Header, issue.Value, issue.Rows, issue.Suggestion));
        Assert.Equal((8800, 1480), (preview.RowCount, preview.RefusedRows));

        var columns = preview.Columns.ToImmutableDictionary(c => c.Header, c => c.Mapping!);
        columns = columns.SetItem("product", columns["product"] with { Values = ImmutableDictionary<string, string>.Empty.Add(issue.Value, issue.Suggestion!) });
        var job = await ImportAsync(platform, "sales_pipeline.csv", new ImportMapping("deal") { Columns = columns });

        Assert.Equal((8800, 8800, 0), (job.Rows, job.Created, job.Refused));
        Assert.Equal(4238, await CountAsync(platform, "deal", "stage == 'won'"));
        Assert.Equal(10_005_534m, await SumAsync(platform, "stage == 'won'"));
        Assert.Equal(1425, await CountAsync(platform, "deal", "account_id == null"));
        Assert.Equal(1480, await CountAsync(platform, "deal", "product.name == 'GTX Pro'"));
        Assert.Equal(500, await CountAsync(platform, "deal", "engage_date == null"));
    }

    [Fact]
    public async Task Deals_AreRefusedAsTaken_WhenTheyAreImportedAgain()
    {
        await using var platform = await StartAsync();
        await ImportAsync(platform, "products.csv", new ImportMapping("product"));

        var again = await ImportAsync(platform, "products.csv", new ImportMapping("product"));

        Assert.Equal((7, 0, 7), (again.Rows, again.Created, again.Refused));
        Assert.Equal(("product", "field.unique"), (again.Problems[0].Column, again.Problems[0].Code));
        Assert.Equal(7, await CountAsync(platform, "product", "name != null"));
    }

    private static Task<TestPlatform> StartAsync()
    {
        if (!Directory.Exists(Folder))
            Assert.Skip($"The sample data is not at '{Folder}'. Set CRM_SHARED_DATA to where it is.");
        return TestPlatform.StartShippedAsync(RepositoryFolder.Definitions);
    }

    private static async Task<Guid> UploadAsync(TestPlatform platform, string file) => await platform.UploadAsync(await File.ReadAllBytesAsync(Path.Combine(Folder, file)));

    private static async Task<ImportJob> ImportAsync(TestPlatform platform, string file, ImportMapping mapping) => await platform.RunAsync(await UploadAsync(platform, file), mapping);

    private static async Task<long> CountAsync(TestPlatform platform, string entity, string filter) =>
        (await platform.Reader.CountAsync(new RecordQuery(entity) { Filter = Parse(filter) }, ImportSteps.Ann, CancellationToken.None)).Value;

    private static async Task<decimal> SumAsync(TestPlatform platform, string filter)
    {
        var sum = 0m;
        var query = new RecordQuery("deal") { Filter = Parse(filter), Top = RecordQuery.MaxTop };
        for (var more = true; more; query = query with { Skip = query.Skip + query.Top })
        {
            var page = (await platform.Reader.QueryAsync(query, ImportSteps.Ann, CancellationToken.None)).Value;
            sum += page.Rows.Sum(r => (decimal)r.Record["amount"]!);
            more = page.HasMore;
        }
        return sum;
    }

    private static ExpressionNode Parse(string filter) => ExpressionParser.Parse(filter).Value;
}
