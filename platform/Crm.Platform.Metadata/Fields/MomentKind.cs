using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A moment, ISO 8601 on the wire, kept in UTC to the microsecond (what every database holds). Without an offset it is taken as UTC.</summary>
internal sealed class MomentKind(TimeProvider clock) : FieldKind<DateTime>(FieldKinds.DateTime, StorageType.DateTime)
{
    public override string? Recognized => "string:date-time";

    private const DateTimeStyles Typed = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;

    protected override Result<object> Read(JsonElement json, FieldDefinition field)
    {
        if (json.ValueKind != JsonValueKind.String || !json.TryGetDateTime(out var moment))
            return FieldFailure.Of(field, FieldFailure.Type, "must be a date and time of the form 2026-03-31T14:30:00Z, in quotes.");
        // The offset form is read a second time, because DateTime would go through this machine's own time zone.
        if (moment.Kind == DateTimeKind.Local && json.TryGetDateTimeOffset(out var offset))
            moment = offset.UtcDateTime;
        return Stored(moment);
    }

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture)
    {
        if (DateText.TryParse(text, culture, clock, out var day))
            return day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        // Without a date in the text the year stays 1.
        return (DateTime.TryParse(text, culture, Typed, out var moment) || DateTime.TryParse(text, CultureInfo.InvariantCulture, Typed, out moment)) && moment.Year > 1
            ? Stored(moment)
            : FieldFailure.Of(field, FieldFailure.Type, "must be a date and time, such as 2026-03-31 14:30.");
    }

    public override JsonObject Schema(FieldDefinition field) => Describe(field, "string", "date-time");

    protected override void Write(Utf8JsonWriter writer, DateTime value, FieldDefinition field) => writer.WriteStringValue(Stored(value));

    protected override string Format(DateTime value, FieldDefinition field, CultureInfo culture) => value.ToString("g", culture);

    protected override string Export(DateTime value, FieldDefinition field) => value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    protected override Result<object> Check(DateTime value, FieldDefinition field) =>
        Stored(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value);

    private static DateTime Stored(DateTime moment) =>
        new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
