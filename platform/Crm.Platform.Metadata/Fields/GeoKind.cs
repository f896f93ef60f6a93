using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A point on the earth in degrees, to about ten centimetres.</summary>
internal sealed class GeoKind() : CompositeFieldKind(FieldKinds.Geo,
[
    new("latitude", "Latitude", new DecimalKind()) { Define = f => f with { Scale = Decimals, Minimum = -90, Maximum = 90 } },
    new("longitude", "Longitude", new DecimalKind()) { Define = f => f with { Scale = Decimals, Minimum = -180, Maximum = 180 } },
])
{
    private const int Decimals = 6;

    /// <summary><c>52.52, 13.405</c></summary>
    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture)
    {
        if (Exported(text, field) is { } exported)
            return exported;
        var parts = text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Degrees(parts[0]) is { } latitude && Degrees(parts[1]) is { } longitude
            ? CompositeValue.Empty.With("latitude", latitude).With("longitude", longitude)
            : FieldFailure.Of(field, FieldFailure.Type, "must be latitude and longitude in degrees, such as 52.52, 13.405.");
    }

    protected override string Format(CompositeValue value, FieldDefinition field, CultureInfo culture) =>
        string.Create(CultureInfo.InvariantCulture, $"{value["latitude"]:0.######}, {value["longitude"]:0.######}");

    protected override Failure? Whole(CompositeValue value, FieldDefinition field) =>
        value["latitude"] is null == value["longitude"] is null ? null : FieldFailure.Of(field, "field.incomplete", "needs both latitude and longitude.");

    private static decimal? Degrees(string text) =>
        decimal.TryParse(text.TrimEnd('°'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}
