using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Exporting;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>A mapping that fits its entity and its file.</summary>
internal sealed record ImportPlan(EntityDefinition Entity, ImmutableArray<string> Headers, ImmutableArray<PlannedColumn> Columns, CultureInfo Culture)
{
    /// <summary>The file's name for a field, or the field's own title where no column is mapped to it.</summary>
    public string HeaderOf(string field) => Columns.FirstOrDefault(c => c.Field.Name == field)?.Header ?? Entity.Field(field)?.Title ?? field;
}

/// <summary>A column with the field it goes into.</summary>
internal sealed record PlannedColumn(int Index, string Header, FieldDefinition Field, IFieldKind Kind)
{
    /// <summary>How a lookup's target is found; <see langword="null"/> for other kinds.</summary>
    public LookupKey? Key { get; init; }

    /// <summary>Replacements by what the cell says, without regard to case.</summary>
    public FrozenDictionary<string, string> Values { get; init; } = FrozenDictionary<string, string>.Empty;

    public MissingTarget Missing { get; init; }

    /// <summary>Whether the target may stand in a later row of the same file: linked when all rows are in.</summary>
    public bool IsSelf { get; init; }

    /// <summary>What the row says for this field, replacements done; blank is unset.</summary>
    public string Text(Files.CsvRow row)
    {
        var text = SpreadsheetText.Plain(row.Cell(Index).Trim());
        return Values.GetValueOrDefault(text, text);
    }
}

/// <summary>The field of a lookup's target that cells hold.</summary>
internal sealed record LookupKey(EntityDefinition Target, FieldDefinition Field, IFieldKind Kind);
