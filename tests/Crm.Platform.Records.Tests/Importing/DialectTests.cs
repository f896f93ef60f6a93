using System.Text.Json;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Files;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Importing;

/// <summary>Files other people collected to try CSV readers on. They lie beside the repository.</summary>
public sealed class DialectTests
{
    private static string Folder(string name)
    {
        var folder = Path.Combine(RepositoryFolder.SharedData, "csv-dialects", name);
        if (!Directory.Exists(folder))
            Assert.Skip($"The sample data is not at '{folder}'. Set CRM_SHARED_DATA to where it is.");
        return folder;
    }

    [Fact]
    public async Task Rows_AreAsTheCollectionSays()
    {
        var folder = Folder("csv-test-data");
        var files = Directory.GetFiles(Path.Combine(folder, "json")).Select(f => Path.GetFileNameWithoutExtension(f)).ToList();
        var wrong = new List<string>();
        foreach (var name in files)
        {
            var expected = Expected(await File.ReadAllTextAsync(Path.Combine(folder, "json", name + ".json")));
            var rows = await ReadAsync(Path.Combine(folder, "csv", name + ".csv"));
            if (expected != string.Join("\n", rows))
                wrong.Add($"{name}: {string.Join("/", rows)}");
        }

        Assert.True(files.Count >= 16);
        Assert.Empty(wrong);
    }

    /// <remarks>Two of the collection's bad files are good ones here: a short row is filled up, and any header is a header.</remarks>
    [Fact]
    public async Task BadFiles_AreRefused_WithAReason()
    {
        var outcomes = new Dictionary<string, string?>();
        foreach (var file in Directory.GetFiles(Path.Combine(Folder("csv-test-data"), "csv"), "bad-*"))
            outcomes[Path.GetFileNameWithoutExtension(file)] = await FirstProblemAsync(file);

        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["bad-header-less-fields"] = null,
                ["bad-header-more-fields"] = "import.cells",
                ["bad-header-no-header"] = "import.empty",
                ["bad-header-wrong-header"] = null,
                ["bad-missing-quote"] = "import.quote_open",
                ["bad-quotes-with-unescaped-quote"] = "import.quote",
                ["bad-unescaped-quote"] = "import.quote",
            },
            outcomes.OrderBy(o => o.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task OtherFiles_AreReadOrRefused_WithoutAnException()
    {
        var files = Directory.GetFiles(Folder("csvkit"));
        foreach (var file in files)
            await FirstProblemAsync(file);

        Assert.True(files.Length > 60);
        Assert.Equal("import.workbook", await FirstProblemAsync(files.Single(f => f.EndsWith("dummy.xlsx", StringComparison.Ordinal))));
        Assert.Equal("import.binary", await FirstProblemAsync(files.Single(f => f.EndsWith("null_byte.csv", StringComparison.Ordinal))));
        Assert.Contains("4|5|ʤ", await ReadAsync(files.Single(f => f.EndsWith("test_utf16_big.csv", StringComparison.Ordinal))));
        Assert.Contains("4|5|©", await ReadAsync(files.Single(f => f.EndsWith("test_latin1.csv", StringComparison.Ordinal))));
    }

    private static async Task<string?> FirstProblemAsync(string file)
    {
        var opened = await CsvSource.OpenAsync(file, null, new ImportOptions(), CancellationToken.None);
        if (!opened.IsSuccess)
            return opened.Failure.Code;
        await using var source = opened.Value;
        return (await source.ReadAsync(CancellationToken.None).ToListAsync()).Find(r => r.Problem is not null)?.Problem!.Code;
    }

    /// <summary>Header and rows, cells joined; a file without a header has none.</summary>
    private static async Task<List<string>> ReadAsync(string file)
    {
        var opened = await CsvSource.OpenAsync(file, null, new ImportOptions(), CancellationToken.None);
        if (!opened.IsSuccess)
            return [];
        await using var source = opened.Value;
        return [string.Join('|', source.Headers), .. (await source.ReadAsync(CancellationToken.None).ToListAsync()).Select(r => string.Join('|', r.Cells))];
    }

    /// <summary>The same form; rows of blanks only are no rows in an import.</summary>
    private static string Expected(string json)
    {
        var rows = JsonSerializer.Deserialize<JsonElement[]>(json)!;
        var lines = rows.Length == 0
            ? ["foo|bar|baz"]
            : rows[0].ValueKind == JsonValueKind.Object
                ? rows.Take(1).Select(r => string.Join('|', r.EnumerateObject().Select(p => p.Name))).Concat(rows.Select(r => string.Join('|', r.EnumerateObject().Select(p => p.Value.GetString()))))
                : rows.Select(r => string.Join('|', r.EnumerateArray().Select(c => c.GetString())));
        return string.Join("\n", lines.Where(l => l.Replace("|", "", StringComparison.Ordinal).Length > 0));
    }
}
