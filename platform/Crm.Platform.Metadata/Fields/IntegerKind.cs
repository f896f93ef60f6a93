using System.Globalization;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A whole number; <c>5.0</c> is one, <c>5.5</c> is not.</summary>
internal sealed class IntegerKind() : NumberFieldKind<long>(FieldKinds.Integer, StorageType.Integer)
{
    public override string? Recognized => "integer";

    private const long GroupedFrom = 10_000;

    protected override decimal Limit(FieldDefinition field) => long.MaxValue;

    protected override int Decimals(FieldDefinition field) => 0;

    protected override object Store(decimal value, FieldDefinition field) => (long)value;

    protected override void Write(Utf8JsonWriter writer, long value, FieldDefinition field) => writer.WriteNumberValue(value);

    /// <summary>Grouped from five digits on, so that years read as years.</summary>
    protected override string Format(long value, FieldDefinition field, CultureInfo culture) =>
        value.ToString(value is >= GroupedFrom or <= -GroupedFrom ? "N0" : "D", culture);

    protected override string Export(long value, FieldDefinition field) => value.ToString(CultureInfo.InvariantCulture);

    protected override Result<object> Check(long value, FieldDefinition field) => CheckLimits(value, field);
}
