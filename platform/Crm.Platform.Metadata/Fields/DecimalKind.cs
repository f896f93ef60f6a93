using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>An exact decimal number.</summary>
internal sealed class DecimalKind() : DecimalFieldKind(FieldKinds.Decimal)
{
    public override string? Recognized => "number";

    protected override string Format(decimal value, FieldDefinition field, CultureInfo culture) => value.ToString("#,##0.########", culture);
}
