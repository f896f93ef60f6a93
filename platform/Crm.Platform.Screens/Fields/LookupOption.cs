using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Fields;

/// <summary>A record to choose, with up to two facts that tell it from its namesakes.</summary>
internal sealed record LookupOption(Record Record, string Facts)
{
    private static readonly string[] Telling = [FieldKinds.Email, FieldKinds.Choice, FieldKinds.Phone, FieldKinds.Text, FieldKinds.Url, FieldKinds.Money, FieldKinds.Date];

    public static LookupOption Of(Record record, IFieldKindRegistry kinds)
    {
        var facts = Telling.SelectMany(kind => record.Layout.Fields.Where(f => f.Kind == kind && f.TypeOf is null && f.Name != record.Layout.Entity.DisplayField))
            .Select(f => record[f.Name] is { } value ? kinds.Get(f).Format(value, f, CultureInfo.CurrentCulture) : null)
            .Where(text => !string.IsNullOrWhiteSpace(text) && !record.Display.Contains(text, StringComparison.CurrentCulture))
            .Take(2);
        return new LookupOption(record, string.Join(" · ", facts));
    }
}
