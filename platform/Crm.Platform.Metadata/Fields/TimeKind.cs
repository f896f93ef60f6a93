using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A time of day to the second, without a zone: <c>14:30:00</c> on the wire.</summary>
internal sealed class TimeKind() : FieldKind<TimeOnly>(FieldKinds.Time, StorageType.Time)
{
    private const string Wire = "HH:mm:ss";
    private static readonly string[] Read24 = ["HH:mm:ss", "HH:mm"];
    private static readonly string[] Typed = ["H:mm", "H:mm:ss", "HHmm", "H.mm", "H'h'mm", "H'h'", "h:mm tt", "h:mmtt", "h:mm:ss tt", "h tt", "htt"];

    public override string? Recognized => "string:time";

    protected override Result<object> Read(JsonElement json, FieldDefinition field) =>
        json.ValueKind == JsonValueKind.String && TimeOnly.TryParseExact(json.GetString(), Read24, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : FieldFailure.Of(field, FieldFailure.Type, "must be a time of the form 14:30:00, in quotes.");

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture)
    {
        var trimmed = text.Trim();
        // The culture's own form may carry a fraction of a second, which has no place here.
        return (TimeOnly.TryParseExact(trimmed, Typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) || TimeOnly.TryParse(trimmed, culture, out time))
            && time.Ticks % TimeSpan.TicksPerSecond == 0
            ? time
            : FieldFailure.Of(field, FieldFailure.Type, "must be a time, such as 14:30 or 2:30 PM.");
    }

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = Describe(field, "string");
        // Not format: time, which JSON Schema ties to a time zone.
        schema["pattern"] = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";
        return schema;
    }

    protected override void Write(Utf8JsonWriter writer, TimeOnly value, FieldDefinition field)
    {
        Span<char> text = stackalloc char[8];
        value.TryFormat(text, out var length, Wire, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    protected override string Format(TimeOnly value, FieldDefinition field, CultureInfo culture) => value.ToString(value.Second == 0 ? "t" : "T", culture);

    protected override string Export(TimeOnly value, FieldDefinition field) => value.ToString(Wire, CultureInfo.InvariantCulture);

    protected override Result<object> Check(TimeOnly value, FieldDefinition field) => new TimeOnly(value.Hour, value.Minute, value.Second);
}
