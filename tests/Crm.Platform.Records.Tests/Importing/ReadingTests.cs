using System.Text;
using Crm.Platform.Records.Importing;

namespace Crm.Platform.Records.Tests.Importing;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", ',')]
    [InlineData("a;b\r\n1,5;2\r\n", ';')]
    [InlineData("a\tb\r1\t2\r", '\t')]
    [InlineData("a|b\n1|2", '|')]
    [InlineData("\"x,y,z\";b\n\"1,2,3\";2\n", ';')]
    public async Task Delimiter_IsFound(string text, char delimiter)
    {
        using var file = new SampleFile(text);

        await using var source = (await file.OpenAsync()).Value;

        Assert.Equal((delimiter, 2), (source.Separator, source.Headers.Length));
    }

    [Fact]
    public async Task Rows_AreNumberedAsInASpreadsheet_WithQuotedBreaksAndBlankLines()
    {
        using var file = new SampleFile("\nname,note\n\"A\",\"one\r\ntwo\"\n\n,\nB,\"say \"\"hi\"\"\"");

        var rows = await file.RowsAsync();

        Assert.Equal([(3, "A|one\r\ntwo"), (6, "B|say \"hi\"")], rows.Select(r => (r.Number, string.Join('|', r.Cells))));
    }

    [Fact]
    public async Task Row_HasAProblem_WhenItHasTooManyCells_AndIsFilledUp_WhenItHasTooFew()
    {
        using var file = new SampleFile("a,b\n1,2,3\n1\n1,2,,\n");

        var rows = await file.RowsAsync();

        Assert.Equal(["import.cells", null, null], rows.Select(r => r.Problem?.Code));
        Assert.Equal(["1", ""], rows[1].Cells);
    }

    [Theory]
    [InlineData("a,b\n1,say \"hi\" x\n2,3\n", "import.quote")]
    [InlineData("a,b\n1,\"say \" hi\"\n2,3\n", "import.quote")]
    [InlineData("a,b\n1,\"never closed\n2,3\n", "import.quote_open")]
    public async Task Row_HasAProblem_WhenItsQuotesAreBroken(string text, string code)
    {
        using var file = new SampleFile(text);

        var rows = await file.RowsAsync();

        Assert.Equal(code, rows[0].Problem?.Code);
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("\n \n", "import.empty")]
    [InlineData("name,Name\n1,2", "import.header_duplicate")]
    [InlineData("a,b\n1,\0\n", "import.binary")]
    [InlineData("PK\u0003\u0004rest", "import.workbook")]
    public async Task File_IsRefused_WhenItIsNoTable(string text, string code)
    {
        using var file = new SampleFile(text);

        var source = await file.OpenAsync();

        Assert.Equal(code, source.Failure?.Code);
    }

    [Fact]
    public async Task Header_IsNamed_WhenItIsBlank()
    {
        using var file = new SampleFile("a, ,\" b\n c \"\n1,2,3");

        await using var source = (await file.OpenAsync()).Value;

        Assert.Equal(["a", "Column 2", "b c"], source.Headers);
    }

    [Theory]
    [InlineData("utf-8", false, "UTF-8", false)]
    [InlineData("utf-8", true, "UTF-8", false)]
    [InlineData("utf-16", true, "UTF-16", false)]
    [InlineData("utf-16BE", true, "UTF-16", false)]
    [InlineData("latin1", false, "Windows-1252", true)]
    public async Task Encoding_IsFound(string encoding, bool mark, string name, bool assumed)
    {
        var as_ = Encoding.GetEncoding(encoding);
        using var file = new SampleFile([.. mark ? as_.GetPreamble() : [], .. as_.GetBytes("näme;ort\nJosé;Köln\n")]);

        await using var source = (await file.OpenAsync()).Value;
        var rows = await source.ReadAsync(CancellationToken.None).ToListAsync();

        Assert.Equal((name, assumed), (source.Text.Name, source.Text.Assumed));
        Assert.Equal("näme", source.Headers[0]);
        Assert.Equal(["José", "Köln"], rows[0].Cells);
    }

    [Fact]
    public async Task Encoding_IsFound_WhenALetterLiesAcrossTwoBuffers()
    {
        using var file = new SampleFile("a,b\n" + new string('x', 64 * 1024 - 5) + "é,ü\n");

        await using var source = (await file.OpenAsync()).Value;

        Assert.False(source.Text.Assumed);
    }

    [Fact]
    public async Task Reading_Ends_WhenALimitIsReached()
    {
        using var file = new SampleFile("a\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"{i}\n")));

        var rows = await file.RowsAsync(new ImportOptions { MaxRows = 5 });

        Assert.Equal(6, rows.Count);
        Assert.Equal("import.rows", rows[^1].Problem?.Code);
    }

    [Fact]
    public async Task Row_HasAProblem_WhenACellIsTooLong_AndReadingEnds_WhenAQuoteSwallowsMore()
    {
        using var file = new SampleFile("a,b\nxxxxxxxxxxxx,1\n2,2\n3,\"" + new string('y', 300_000));

        var rows = await file.RowsAsync(new ImportOptions { MaxCellLength = 10 });

        Assert.Equal(["import.cell_size", null, "import.row_size"], rows.Select(r => r.Problem?.Code));
    }

    [Fact]
    public async Task File_IsRefused_WhenItHasTooManyColumns()
    {
        using var file = new SampleFile("a,b,c\n");

        var source = await file.OpenAsync(new ImportOptions { MaxColumns = 2 });

        Assert.Equal("import.columns", source.Failure?.Code);
    }
}
