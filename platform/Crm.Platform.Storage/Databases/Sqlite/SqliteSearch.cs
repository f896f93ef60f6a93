using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Storage.Databases.Sqlite;

/// <summary>Words in an FTS5 index without contents, which counts its rows by number; <c>crm_search</c> says which record a number is.</summary>
internal sealed class SqliteSearch : ISearchIndex
{
    private const int RowsAtOnce = 50;

    public IEnumerable<string> Tables { get; } =
    [
        "CREATE TABLE crm_search (id INTEGER NOT NULL PRIMARY KEY, record_id TEXT NOT NULL)",
        "CREATE UNIQUE INDEX ux_crm_search_record_id ON crm_search (record_id)",
        // Words are taken apart before they get here: this tokenizer parts them at the spaces between them and does nothing else.
        "CREATE VIRTUAL TABLE crm_search_words USING fts5 (words, content='', contentless_delete=1, tokenize='ascii')",
        // A record that is deleted for good is no longer found, whoever deletes it.
        "CREATE TRIGGER tr_crm_search_removed AFTER DELETE ON crm_search BEGIN DELETE FROM crm_search_words WHERE rowid = old.id; END",
    ];

    public void Map(ModelBuilder builder)
    {
        builder.Entity<RecordRow>(row =>
        {
            row.ToTable("crm_search").HasKey(r => r.Id);
            row.Property(r => r.Id).HasColumnName("id");
            row.Property(r => r.RecordId).HasColumnName("record_id");
        });
        builder.Entity<WordsRow>(row =>
        {
            row.ToTable("crm_search_words").HasKey(r => r.Id);
            row.Property(r => r.Id).HasColumnName("rowid");
            // The column called like the table: comparing it is FTS5's MATCH.
            row.Property(r => r.Match).HasColumnName("crm_search_words");
        });
    }

    public IQueryable<Guid> Found(RecordContext context)
    {
        var row = Expression.Parameter(typeof(WordsRow), "w");
        var matches = Expression.Lambda<Func<WordsRow, bool>>(Expression.Equal(Expression.Property(row, nameof(WordsRow.Match)), QueryParameters.Search), row);
        return context.Set<WordsRow>().Where(matches).Join(context.Set<RecordRow>(), w => w.Id, r => r.Id, (_, r) => r.RecordId);
    }

    public async Task WriteAsync(DatabaseFacade transaction, IReadOnlyCollection<SearchEntry> entries, CancellationToken cancellationToken)
    {
        await using var numbering = Command(transaction);
        await using var writing = Command(transaction);
        foreach (var some in entries.Chunk(RowsAtOnce))
        {
            var numbers = await NumbersAsync(numbering, some, cancellationToken);
            Prepare(writing, "INSERT OR REPLACE INTO crm_search_words (rowid, words) VALUES ", "(@a{0}, @b{0})", "", some.Length);
            foreach (var (index, entry) in some.Index())
            {
                writing.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@a{index}"), numbers[entry.Record]);
                writing.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@b{index}"), string.Join(' ', entry.Words));
            }
            await writing.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public string Text(SearchTree tree) => tree switch
    {
        SearchTree.Phrase phrase => $"\"{string.Join(' ', phrase.Words)}\"{(phrase.IsPrefix ? " *" : "")}",
        SearchTree.All all => Joined(all.Parts, " AND "),
        SearchTree.Any any => Joined(any.Parts, " OR "),
        SearchTree.Without without => $"({Text(without.Wanted)} NOT {Text(without.Unwanted)})",
        _ => throw new ArgumentOutOfRangeException(nameof(tree), tree, null),
    };

    private string Joined(IEnumerable<SearchTree> parts, string by) => $"({string.Join(by, parts.Select(Text))})";

    private static async Task<Dictionary<Guid, long>> NumbersAsync(SqliteCommand command, SearchEntry[] entries, CancellationToken cancellationToken)
    {
        // Set to what it is already, so that the row is returned whether it is new or not.
        Prepare(command, "INSERT INTO crm_search (record_id) VALUES ", "(@a{0})", " ON CONFLICT (record_id) DO UPDATE SET record_id = excluded.record_id RETURNING record_id, id", entries.Length);
        foreach (var (index, entry) in entries.Index())
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@a{index}"), entry.Record);
        var numbers = new Dictionary<Guid, long>(entries.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            numbers[reader.GetGuid(0)] = reader.GetInt64(1);
        return numbers;
    }

    /// <summary>The same text leaves the command prepared.</summary>
    private static void Prepare(SqliteCommand command, string head, string row, string tail, int rows)
    {
        var text = new StringBuilder(head);
        for (var i = 0; i < rows; i++)
            text.Append(i == 0 ? "" : ", ").AppendFormat(CultureInfo.InvariantCulture, row, i);
        text.Append(tail);
#pragma warning disable CA2100 // Values are parameters.
        if (text.ToString() is var whole && whole != command.CommandText)
            command.CommandText = whole;
#pragma warning restore CA2100
        command.Parameters.Clear();
    }

    private static SqliteCommand Command(DatabaseFacade transaction)
    {
        var command = (SqliteCommand)transaction.GetDbConnection().CreateCommand();
        command.Transaction = (SqliteTransaction)transaction.CurrentTransaction!.GetDbTransaction();
        return command;
    }

    private sealed class RecordRow
    {
        public long Id { get; init; }
        public Guid RecordId { get; init; }
    }

    private sealed class WordsRow
    {
        public long Id { get; init; }
        public string Match { get; init; } = "";
    }
}
