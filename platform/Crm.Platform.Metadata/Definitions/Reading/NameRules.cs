using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>What may name things in definitions, in the database and in expressions alike.</summary>
internal static class NameRules
{
    public const int MaxLength = 60;
    private static readonly string[] ReservedPrefixes = ["zz_", "crm_", "accesssetup", "aspnet", "openiddict", "sqlite_", "pg_"];
    private static readonly string[] IndexPrefixes = ["ix_", "ux_", "pk_"];
    private static readonly string[] Literals = ["true", "false", "null"];

    /// <summary>Expressions and queries could not name such a field: they read an operator there, or nothing.</summary>
    private static readonly string[] Operators = ["in", "not", "undefined"];

    /// <summary>Every table of PostgreSQL has them; a model made on another database must fit there too.</summary>
    private static readonly string[] DatabaseColumns = ["tableoid", "xmin", "xmax", "cmin", "cmax", "ctid"];

    /// <summary>Whether the name may be used; reports why not.</summary>
    public static bool Check(string path, string name, ProblemLog log)
    {
        if (!IsSnakeCase(name))
            log.Add(path, "name", $"'{Short(name)}' is not a usable name: names are snake_case, begin with a letter and have at most {MaxLength} characters.", Proposal(name));
        else if (ReservedPrefixes.FirstOrDefault(p => name.StartsWith(p, StringComparison.Ordinal)) is { } prefix)
            log.Add(path, "reserved_name", $"Names beginning with '{prefix}' belong to the platform.");
        else if (Literals.Contains(name))
            log.Add(path, "reserved_name", $"'{name}' already means something in expressions.");
        else
            return true;
        return false;
    }

    /// <summary>The same for an entity, whose table shares its space of names with indexes.</summary>
    public static bool CheckTable(string path, string name, ProblemLog log)
    {
        if (IndexPrefixes.FirstOrDefault(p => name.StartsWith(p, StringComparison.Ordinal)) is not { } prefix)
            return Check(path, name, log);
        log.Add(path, "reserved_name", $"Names of entities beginning with '{prefix}' belong to the platform.");
        return false;
    }

    /// <summary>The same for a field, whose name may not be a system field's either.</summary>
    public static bool CheckField(string path, string name, ProblemLog log)
    {
        if (SystemFields.IsReserved(name))
            log.Add(path, "reserved_name", $"Every record already has a field '{name}'.", "Leave it out or give it another name.");
        else if (Operators.Contains(name))
            log.Add(path, "reserved_name", $"'{name}' already means something in expressions and queries.");
        else if (DatabaseColumns.Contains(name))
            log.Add(path, "reserved_name", $"Databases have a column '{name}' of their own.");
        else
            return Check(path, name, log);
        return false;
    }

    public static bool IsSnakeCase(string name) =>
        name.Length is > 0 and <= MaxLength && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>A label made of a name: <c>close_date</c> is "Close date", <c>account_id</c> is "Account".</summary>
    public static string Humanize(string name)
    {
        var words = name.EndsWith("_id", StringComparison.Ordinal) && name.Length > 3 ? name[..^3] : name;
        words = words.Replace('_', ' ').Trim();
        return words.Length == 0 ? name : string.Concat(words[..1].ToUpper(CultureInfo.InvariantCulture), words.AsSpan(1));
    }

    private static string? Proposal(string name)
    {
        var folded = string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(name[i - 1]) ? "_" + c : char.IsAsciiLetterOrDigit(c) ? c.ToString() : "_"))
            .ToLowerInvariant().Trim('_');
        return IsSnakeCase(folded) ? $"'{folded}' would do." : null;
    }

    private static string Short(string name) => name.Length <= MaxLength ? name : name[..MaxLength] + "…";
}
