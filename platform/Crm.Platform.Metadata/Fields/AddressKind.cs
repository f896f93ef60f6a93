using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A postal address. Its parts filter, sort and are searched like fields.</summary>
internal sealed class AddressKind() : CompositeFieldKind(FieldKinds.Address,
[
    new("street", "Street", new TextKind()),
    new("city", "City", new TextKind()) { Define = f => f with { MaxLength = 100 } },
    new("postal_code", "Postal code", new TextKind()) { Define = f => f with { MaxLength = 20 } },
    new("region", "Region", new TextKind()) { Define = f => f with { MaxLength = 100 } },
    new("country", "Country", new TextKind()) { Define = f => f with { MaxLength = 100 } },
])
{
    /// <summary>An address in one piece cannot be taken apart for sure: all of it stands in the street, nothing is lost.</summary>
    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) =>
        Exported(text, field) ?? CompositeValue.Empty.With("street", text.Trim().ReplaceLineEndings(", "));

    protected override string Format(CompositeValue value, FieldDefinition field, CultureInfo culture)
    {
        var place = string.Join(' ', new[] { value["postal_code"], value["city"] }.OfType<string>());
        return string.Join(", ", new[] { value["street"], place, value["region"], value["country"] }.OfType<string>().Where(line => line.Length > 0));
    }
}
