using System.Collections.Immutable;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>Where one column goes.</summary>
public sealed record ColumnMapping
{
    /// <summary>Field name; a lookup also as its navigation (<c>account</c>) or with the key (<c>account.name</c>). <see langword="null"/> leaves the column out, unless <see cref="Guess"/>.</summary>
    public string? Field { get; init; }

    /// <summary>Take the guessed field where <see cref="Field"/> names none.</summary>
    public bool Guess { get; init; }

    /// <summary>Field of the lookup's target that the cells hold; <see langword="null"/> is what names the target, else one of its unique fields.</summary>
    public string? Key { get; init; }

    /// <summary>What to read instead of a cell's text, without regard to case; an empty text leaves the field unset.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What happens to a lookup whose target does not exist.</summary>
    public MissingTarget Missing { get; init; }
}

/// <summary>What to do about a lookup whose target does not exist.</summary>
public enum MissingTarget
{
    /// <summary>The row is not imported and told in the error file.</summary>
    Refuse,

    /// <summary>The field stays unset.</summary>
    Empty,

    /// <summary>The target is created, named by the cell.</summary>
    Create,
}
