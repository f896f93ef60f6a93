using System.Collections.Immutable;

namespace Crm.Platform.Storage.Schema;

/// <summary>What turns the tables of one snapshot into those of the next.</summary>
/// <param name="Statements">SQL in order, all to run in one transaction.</param>
/// <param name="Tombstones">Columns and tables that are kept under another name.</param>
public sealed record SchemaChange(ImmutableArray<SchemaStatement> Statements, ImmutableArray<Tombstone> Tombstones);

/// <summary>One statement and the table it touches.</summary>
/// <param name="Field">The field whose column it adds or renames, the fields it indexes with commas between, or <see langword="null"/>.</param>
public sealed record SchemaStatement(string Table, string? Field, string Sql);

/// <summary>A removed field or entity whose data is still there.</summary>
/// <param name="Entity">Entity it was of, or was.</param>
/// <param name="Field">The removed field; <see langword="null"/> for a whole entity.</param>
/// <param name="StoredAs">Present name of the column or table: <c>zz_{name}_{version}</c>.</param>
public sealed record Tombstone(string Entity, string? Field, string StoredAs);
