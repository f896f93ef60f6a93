using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Words as a <c>tsvector</c> with a GIN index, made and asked for without any of the server's dictionaries.</summary>
internal sealed class PostgreSqlSearch : ISearchIndex
{
    /// <summary>Whether words meet a query; <see cref="PostgreSqlMatch"/> writes it as <c>@@</c>.</summary>
    public static readonly MethodInfo Matches = typeof(PostgreSqlSearch).GetMethod(nameof(IsMatch), BindingFlags.NonPublic | BindingFlags.Static)!;

    public IEnumerable<string> Tables { get; } =
    [
        "CREATE TABLE crm_search (record_id uuid NOT NULL PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ix_crm_search_words ON crm_search USING gin (words)",
    ];

    public void Map(ModelBuilder builder) => builder.Entity<WordsRow>(row =>
    {
        row.ToTable("crm_search").HasKey(r => r.RecordId);
        row.Property(r => r.RecordId).HasColumnName("record_id");
        row.Property(r => r.Words).HasColumnName("words");
    });

    public IQueryable<Guid> Found(RecordContext context)
    {
        var row = Expression.Parameter(typeof(WordsRow), "w");
        var matches = Expression.Lambda<Func<WordsRow, bool>>(Expression.Call(Matches, Expression.Property(row, nameof(WordsRow.Words)), QueryParameters.Search), row);
        // The limit limits nothing: it keeps the server from looking up the words of one record after the other, in the order that is asked for, until it has found enough.
        return context.Set<WordsRow>().Where(matches).Select(w => w.RecordId).Take(int.MaxValue);
    }

    public async Task WriteAsync(DatabaseFacade transaction, IReadOnlyCollection<SearchEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = (NpgsqlCommand)transaction.GetDbConnection().CreateCommand();
        command.Transaction = (NpgsqlTransaction)transaction.CurrentTransaction!.GetDbTransaction();
        command.CommandText = "INSERT INTO crm_search (record_id, words) SELECT record_id, words::tsvector FROM unnest($1, $2) AS entry (record_id, words) ON CONFLICT (record_id) DO UPDATE SET words = excluded.words";
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. entries.Select(e => e.Record)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(e => Vector(e.Words))] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public string Text(SearchTree tree) => tree switch
    {
        SearchTree.Phrase phrase => $"({string.Join(" <-> ", phrase.Words.Select((w, i) => $"'{w}'{(phrase.IsPrefix && i == phrase.Words.Length - 1 ? ":*" : "")}"))})",
        SearchTree.All all => Joined(all.Parts, " & "),
        SearchTree.Any any => Joined(any.Parts, " | "),
        SearchTree.Without without => $"({Text(without.Wanted)} & !{Text(without.Unwanted)})",
        _ => throw new ArgumentOutOfRangeException(nameof(tree), tree, null),
    };

    private string Joined(IEnumerable<SearchTree> parts, string by) => $"({string.Join(by, parts.Select(Text))})";

    /// <summary>Words hold letters, digits and marks alone, so nothing needs escaping.</summary>
    private static string Vector(IReadOnlyList<string> words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
            if (words[i] != SearchWord.Untold)
                text.Append('\'').Append(words[i]).Append("':").Append(CultureInfo.InvariantCulture, $"{i + 1} ");
        return text.ToString();
    }

    private static bool IsMatch(NpgsqlTsVector words, string query) => throw new InvalidOperationException("Runs in the database only.");

    private sealed class WordsRow
    {
        public Guid RecordId { get; init; }
        public NpgsqlTsVector Words { get; init; } = null!;
    }
}
