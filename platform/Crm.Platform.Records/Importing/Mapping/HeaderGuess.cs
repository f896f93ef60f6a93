using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>Finds the fields that columns were probably meant for, from their names and a few of their cells.</summary>
internal sealed class HeaderGuess(EntityDefinition entity, IFieldKindRegistry kinds, Func<string, EntityDefinition?> entities)
{
    private const int Exact = 100;
    private const int Meant = 90;
    private const int Own = 80;
    private const int Ending = 60;
    private const int Beginning = 50;

    private readonly ImmutableArray<FieldDefinition> _fields = [.. ImportTargets.Of(entity, kinds)];

    /// <summary>By column name; each field at most once, the best match first. A column without a match is not in it.</summary>
    /// <param name="samples">Some cells of the column at that index.</param>
    public ImmutableDictionary<string, ColumnMapping> Run(ImmutableArray<string> headers, Func<int, IEnumerable<string>> samples)
    {
        var first = ErrorFileHeaders.Are(headers) ? ErrorFileHeaders.Count : 0;
        var matches = from index in Enumerable.Range(first, headers.Length - first)
                      from field in _fields
                      let score = Score(headers[index], field)
                      where score > 0 && ((score >= Meant && field.TypeField is null) || Fits(field, samples(index)))
                      orderby score descending, index
                      select (Header: headers[index], Index: index, Field: field);
        var columns = ImmutableDictionary.CreateBuilder<string, ColumnMapping>(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (header, index, field) in matches)
            if (!columns.ContainsKey(header) && taken.Add(field.Name))
                columns.Add(header, new ColumnMapping { Field = field.Name, Key = Key(field, samples(index)) });
        return columns.ToImmutable();
    }

    private int Score(string header, FieldDefinition field)
    {
        string[] names = field.IsLookup ? [field.Name, field.Title, field.NavigationName] : field.Part is null ? [field.Name, field.Title] : [.. PartNames(field)];
        return names.Max(name => Score(header, name, field));
    }

    /// <summary>A part of <c>billing_address</c> is called by both names, and as people do: "Billing city". Its own name alone will do as well as the end of one.</summary>
    private static IEnumerable<string> PartNames(FieldDefinition part)
    {
        var whole = part.Name.Split('.')[0];
        yield return part.Name;
        yield return part.Title;
        if (whole.IndexOf('_', StringComparison.Ordinal) is > 0 and var cut)
            yield return $"{whole[..cut]} {part.Part}";
    }

    private int Score(string header, string name, FieldDefinition field)
    {
        var (plainHeader, plainName) = (HeaderWords.Plain(header), HeaderWords.Plain(name));
        if (string.Concat(plainHeader) == string.Concat(plainName))
            return Exact;
        var (meantHeader, meantName) = (HeaderWords.Meaning(header), HeaderWords.Meaning(name));
        if (meantHeader.AsSpan().SequenceEqual(meantName))
            return Meant;
        if (OwnName(meantHeader, field))
            return Own;
        if (EndsWith(meantHeader, meantName) || EndsWith(meantHeader, plainName))
            return Ending + plainName.Length;
        return EndsWith(meantName, meantHeader) || meantName.AsSpan().StartsWith(meantHeader) ? Beginning - meantName.Length : 0;
    }

    /// <summary>The entity's own name stands for what names it, its id for the id it has elsewhere: <c>account</c>, <c>deal_name</c>, <c>opportunity_id</c>.</summary>
    private bool OwnName(string[] header, FieldDefinition field)
    {
        var own = HeaderWords.Meaning(entity.Name);
        if (!header.AsSpan().StartsWith(own))
            return header is ["id"] && field.Name == "external_id";
        return header[own.Length..] switch
        {
            [] or ["name"] or ["title"] => field.Name == entity.DisplayField || field.Name == "name",
            ["id" or "number" or "no" or "key"] => field.Name == "external_id",
            _ => false,
        };
    }

    private static bool EndsWith(string[] words, string[] end) => words.Length > end.Length && words.AsSpan().EndsWith(end);

    /// <summary>Whether at least half of the cells are values of the field: "close" alone does not make a date.</summary>
    private bool Fits(FieldDefinition field, IEnumerable<string> samples)
    {
        var cells = samples.Where(c => !string.IsNullOrWhiteSpace(c)).ToList();
        if (field.Lookup is not null || cells.Count == 0)
            return true;
        var kind = kinds.Get(field);
        var good = cells.Count(c => kind.Parse(c, field, System.Globalization.CultureInfo.InvariantCulture) is { IsSuccess: true } parsed && kind.Check(parsed.Value, field).IsSuccess);
        return good * 2 >= cells.Count;
    }

    private string? Key(FieldDefinition field, IEnumerable<string> samples)
    {
        if (field.Lookup is null || entities(field.Lookup) is not { } target)
            return null;
        var cells = samples.Where(c => !string.IsNullOrWhiteSpace(c)).ToList();
        if (cells.Count > 0 && cells.TrueForAll(c => Guid.TryParse(c, out _)))
            return SystemFields.Id;
        var mail = cells.Count > 0 && cells.TrueForAll(c => c.Contains('@', StringComparison.Ordinal)) ? target.Fields.FirstOrDefault(f => f.Kind == FieldKinds.Email) : null;
        return (mail ?? KeyFields.Default(target)).Name;
    }
}
