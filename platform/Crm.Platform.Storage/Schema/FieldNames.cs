using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Platform.Storage.Schema;

/// <summary>Which fields of a definition a statement is about; it knows columns only.</summary>
internal sealed class FieldNames(MetadataSnapshot before, MetadataSnapshot after)
{
    /// <summary>The declared field whose column is added or renamed, the indexed fields with commas between, or <see langword="null"/>.</summary>
    public string? Of(string table, MigrationOperation operation) => operation switch
    {
        AddColumnOperation column => Field(table, column.Name)?.Name.Split('.')[0],
        RenameColumnOperation column => Field(table, column.Name)?.Name.Split('.')[0],
        CreateIndexOperation index => string.Join(',', index.Columns.Select(column => Field(table, column)?.Name ?? column)),
        _ => null,
    };

    private FieldDefinition? Field(string table, string column) => In(after, table, column) ?? In(before, table, column);

    private static FieldDefinition? In(MetadataSnapshot snapshot, string table, string column) =>
        snapshot.Entity(table) is { } entity ? entity.Stored.FirstOrDefault(f => f.Column == column) ?? entity.Field(column) : null;
}
