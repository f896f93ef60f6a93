using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A share as people write it: 25 is 25 %, on the wire, in storage and in expressions alike.</summary>
internal sealed class PercentKind() : DecimalFieldKind(FieldKinds.Percent)
{
    public override int DefaultScale => 2;

    protected override string Format(decimal value, FieldDefinition field, CultureInfo culture) => value.ToString("#,##0.########", culture) + " %";
}
