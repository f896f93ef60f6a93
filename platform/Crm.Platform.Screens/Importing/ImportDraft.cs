using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;

namespace Crm.Platform.Screens.Importing;

/// <summary>What a person has decided about a file so far. Starts as the guess.</summary>
public sealed class ImportDraft(EntityDefinition entity)
{
    private ImmutableDictionary<string, ColumnMapping> _columns = ImmutableDictionary<string, ColumnMapping>.Empty;
    private bool _isOwn;

    public char? Delimiter { get; private set; }

    public string? Culture { get; set; }

    /// <summary>As the engine wants it; columns are left to its guess until somebody changes one.</summary>
    public ImportMapping Mapping => new(entity.Name) { Columns = _isOwn ? _columns : null, Delimiter = Delimiter, Culture = Culture };

    /// <summary>Takes over the guess, as long as nobody decided otherwise.</summary>
    public void Adopt(ImportPreview preview)
    {
        if (!_isOwn)
            _columns = preview.Columns.Where(c => c.Mapping is not null).ToImmutableDictionary(c => c.Header, c => c.Mapping!, StringComparer.OrdinalIgnoreCase);
    }

    public ColumnMapping? Of(string header) => _columns.GetValueOrDefault(header);

    /// <summary>With another delimiter there are other columns, so the guess begins anew.</summary>
    public void ReadWith(char? delimiter)
    {
        Delimiter = delimiter;
        _isOwn = false;
    }

    /// <summary>Sends a column into a field, or nowhere. A field takes one column: the one it had before goes nowhere.</summary>
    public void Choose(string header, string? field)
    {
        var columns = _columns.RemoveRange(_columns.Where(c => c.Value.Field == field).Select(c => c.Key)).Remove(header);
        Set(field is null ? columns : columns.Add(header, new ColumnMapping { Field = field }));
    }

    public void FindBy(string header, string key) => Change(header, column => column with { Key = key });

    public void WhenMissing(string header, MissingTarget missing) => Change(header, column => column with { Missing = missing });

    /// <summary>Reads one value as another; <see langword="null"/> takes the replacement back.</summary>
    public void Replace(string header, string value, string? with) =>
        Change(header, column => column with { Values = with is null ? column.Values.Remove(value) : column.Values.SetItem(value, with) });

    private void Change(string header, Func<ColumnMapping, ColumnMapping> change)
    {
        if (Of(header) is { } column)
            Set(_columns.SetItem(header, change(column)));
    }

    private void Set(ImmutableDictionary<string, ColumnMapping> columns)
    {
        _columns = columns;
        _isOwn = true;
    }
}
