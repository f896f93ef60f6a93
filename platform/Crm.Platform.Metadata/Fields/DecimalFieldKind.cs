using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Exact numbers of a fixed scale, small enough that storage may keep them as a scaled 64-bit integer.</summary>
internal abstract class DecimalFieldKind(string id) : NumberFieldKind<decimal>(id, StorageType.Decimal)
{
    // Dividing by a one of many decimals is how a decimal loses its trailing zeros.
    private const decimal LongOne = 1.0000000000000000000000000000m;

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = base.Schema(field);
        schema["multipleOf"] = new decimal(1, 0, 0, false, (byte)field.Scale);
        return schema;
    }

    protected override decimal Limit(FieldDefinition field) => new(-1, int.MaxValue, 0, false, (byte)field.Scale);

    protected override int Decimals(FieldDefinition field) => field.Scale;

    /// <summary>With exactly the field's scale, as it comes back from the database.</summary>
    protected override object Store(decimal value, FieldDefinition field) => decimal.Round(value, field.Scale) + new decimal(0, 0, 0, false, (byte)field.Scale);

    protected override void Write(Utf8JsonWriter writer, decimal value, FieldDefinition field) => writer.WriteNumberValue(value / LongOne);

    protected override string Export(decimal value, FieldDefinition field) => value.ToString("0.########", CultureInfo.InvariantCulture);

    protected override Result<object> Check(decimal value, FieldDefinition field) => CheckLimits(value, field);
}
