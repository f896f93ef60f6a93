using System.Collections.Immutable;

namespace Crm.Platform.Storage.Schema;

/// <summary>What turns the tables of one snapshot into those of the next, all in one transaction.</summary>
/// <param name="Before">SQL in order, until the columns stand.</param>
/// <param name="Moves">Values to write then.</param>
/// <param name="After">SQL in order, when the values stand: indexes, which hold unique keys.</param>
internal sealed record SchemaChange(ImmutableArray<SchemaStatement> Before, ImmutableArray<ValueMove> Moves, ImmutableArray<SchemaStatement> After)
{
    public IEnumerable<SchemaStatement> Statements => Before.Concat(After);
}

/// <summary>One statement and what it is for.</summary>
/// <param name="Entity">The entity as it is called afterwards.</param>
/// <param name="Field">The field whose column it adds or renames, the fields it indexes with commas between, or <see langword="null"/>.</param>
internal sealed record SchemaStatement(string Entity, string? Field, string Sql);
