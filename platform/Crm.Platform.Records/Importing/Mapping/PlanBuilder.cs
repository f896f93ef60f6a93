using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>Checks a mapping against the entity and the file, and fills in what it leaves to the guess.</summary>
/// <param name="mayCreate">Whether the importer may create records of an entity, as far as anything but the single record decides.</param>
internal sealed class PlanBuilder(MetadataSnapshot snapshot, EntityDefinition entity, IFieldKindRegistry kinds, Func<EntityDefinition, bool> mayCreate)
{
    private const int MostProblems = 100;

    private readonly List<Problem> _problems = [];

    public Result<ImportPlan> Build(ImportMapping mapping, ImmutableArray<string> headers, ImmutableDictionary<string, ColumnMapping> guess)
    {
        var columns = mapping.Columns is null ? guess : mapping.Columns;
        var planned = new List<PlannedColumn>();
        foreach (var (header, column) in columns)
            if (_problems.Count >= MostProblems)
                break;
            else if (Index(headers, header) is { } index && Column(index, headers[index], column, guess.GetValueOrDefault(headers[index])) is { } plan)
                planned.Add(plan);
        CheckWhole(planned);
        var culture = Culture(mapping.Culture);
        return _problems.Count == 0
            ? new ImportPlan(entity, headers, [.. planned.OrderBy(c => c.Index)], culture)
            : new Invalid("import.mapping", _problems[0].Message, [.. _problems]);
    }

    private int? Index(ImmutableArray<string> headers, string header)
    {
        for (var i = 0; i < headers.Length; i++)
            if (string.Equals(headers[i], header.Trim(), StringComparison.OrdinalIgnoreCase))
                return i;
        _problems.Add(new Problem($"columns.{header}", "import.column_unknown", $"The file has no column '{header}'.") { Hint = DidYouMean.Hint(header, headers) });
        return null;
    }

    private PlannedColumn? Column(int index, string header, ColumnMapping column, ColumnMapping? guessed)
    {
        var written = column.Field ?? (column.Guess ? guessed?.Field : null);
        if (written is null)
            return null;
        string[] parts = entity.Field(written) is { Part: not null } ? [written] : written.Split('.', 2);
        if (Field(header, written, parts[0]) is not { } field)
            return null;
        var (entityName, keyName) = TargetOf(field, parts.ElementAtOrDefault(1));
        var key = keyName ?? column.Key ?? (column.Field is null ? guessed?.Key : null);
        var target = entityName is null ? null : snapshot.Entity(entityName);
        if (parts.Length > 1 && target is null)
        {
            _problems.Add(Unknown(header, written));
            return null;
        }
        if (target is not null && column.Missing == MissingTarget.Create && !mayCreate(target))
            _problems.Add(new Problem($"columns.{header}.missing", "access.create", $"You may not create {target.PluralTitle.ToLowerInvariant()}.") { Hint = "Leave the field unset, or refuse the row." });
        return new PlannedColumn(index, header, field, kinds.Get(field))
        {
            Key = target is null ? null : Key(header, target, key),
            Values = column.Values.ToFrozenDictionary(v => v.Key.Trim(), v => v.Value.Trim(), StringComparer.OrdinalIgnoreCase),
            Missing = column.Missing,
            IsSelf = target?.Name == entity.Name && !field.Required,
        };
    }

    /// <summary>The entity that cells name records of, with the key where it is given. A column of a lookup of several says which (<c>regarding.account.name</c>), or holds ids.</summary>
    private static (string? Entity, string? Key) TargetOf(FieldDefinition field, string? rest)
    {
        if (field.TypeField is null)
            return (field.Lookup, rest);
        var names = rest?.Split('.', 2) ?? [];
        return names.Length > 0 && field.PointsAt(names[0]) ? (names[0], names.ElementAtOrDefault(1)) : (null, null);
    }

    private FieldDefinition? Field(string header, string written, string name)
    {
        var field = entity.Field(name) ?? entity.Navigation(name);
        if (field is null)
            _problems.Add(Unknown(header, written));
        else if (field.IsComputed || (field.ReadOnly && field.Name != SystemFields.OwnerId))
            _problems.Add(new Problem($"columns.{header}.field", "import.field_read_only", $"'{field.Name}' is kept by the platform and cannot be imported."));
        else
            return field;
        return null;
    }

    private Problem Unknown(string header, string written) => new($"columns.{header}.field", "import.field_unknown", $"'{entity.Name}' has no field '{written}'.") { Hint = DidYouMean.Hint(written, entity.Fields.Select(f => f.Name)) };

    private LookupKey? Key(string header, EntityDefinition target, string? key)
    {
        var field = key is null ? KeyFields.Default(target) : target.Field(key);
        if (field is { IsLookup: false })
            return new LookupKey(target, field, kinds.Get(field));
        _problems.Add(new Problem($"columns.{header}.key", "import.key_unknown", $"'{target.Name}' has no field '{key}' to find records by.") { Hint = DidYouMean.Hint(key ?? "", target.Fields.Select(f => f.Name)) });
        return null;
    }

    private void CheckWhole(List<PlannedColumn> planned)
    {
        foreach (var whole in planned.Where(c => planned.Exists(p => p.Field.Name.StartsWith(c.Field.Name + ".", StringComparison.Ordinal))))
            _problems.Add(new Problem($"columns.{whole.Header}.field", "import.field_twice", $"'{whole.Header}' goes into '{whole.Field.Name}', and another column into a part of it."));
        foreach (var twice in planned.GroupBy(c => c.Field.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            _problems.Add(new Problem($"columns.{twice.Last().Header}.field", "import.field_twice", $"{string.Join(" and ", twice.Select(c => $"'{c.Header}'"))} go into the same field '{twice.Key}'."));
        if (planned.Count == 0 && _problems.Count == 0)
            _problems.Add(new Problem("columns", "import.no_column", $"No column goes into a field of {entity.Title}.") { Hint = "Choose a field for at least one column." });
        else
            foreach (var field in entity.Fields.Where(f => f is { Required: true, IsComputed: false, Default: null, DefaultFormula: null } && planned.TrueForAll(c => c.Field.Name.Split('.')[0] != f.Name)))
                _problems.Add(new Problem("columns", "import.required", $"{field.Title} is required, but no column goes into it."));
    }

    private CultureInfo Culture(string? name)
    {
        try
        {
            return string.IsNullOrEmpty(name) ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            _problems.Add(new Problem("culture", "import.culture", "There is no such culture.") { Hint = "Write it as de-DE or en-US." });
            return CultureInfo.InvariantCulture;
        }
    }
}
