using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A day without a time, <c>yyyy-MM-dd</c> on the wire.</summary>
internal sealed class DateKind(TimeProvider clock) : FieldKind<DateOnly>(FieldKinds.Date, StorageType.Date)
{
    public override string? Recognized => "string:date";

    private const string Wire = "yyyy-MM-dd";

    protected override Result<object> Read(JsonElement json, FieldDefinition field) =>
        json.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(json.GetString(), Wire, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : FieldFailure.Of(field, FieldFailure.Type, "must be a date of the form 2026-03-31, in quotes.");

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) =>
        DateText.TryParse(text, culture, clock, out var day) ? day : FieldFailure.Of(field, FieldFailure.Type, $"must be a date, such as 2026-03-31 or {new DateOnly(2026, 3, 31).ToString("d", culture)}.");

    public override JsonObject Schema(FieldDefinition field) => Describe(field, "string", "date");

    protected override void Write(Utf8JsonWriter writer, DateOnly value, FieldDefinition field)
    {
        Span<char> text = stackalloc char[10];
        value.TryFormat(text, out var length, Wire, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    protected override string Format(DateOnly value, FieldDefinition field, CultureInfo culture) => value.ToString("d", culture);

    protected override string Export(DateOnly value, FieldDefinition field) => value.ToString(Wire, CultureInfo.InvariantCulture);
}
