using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A length of time: ISO 8601 on the wire, whole seconds in storage and in expressions, so that it sums.</summary>
internal sealed class DurationKind() : FieldKind<long>(FieldKinds.Duration, StorageType.Integer)
{
    /// <summary>A hundred years.</summary>
    private const long Most = 3_155_760_000;

    public override FieldTraits Traits => FieldTraits.Figure;

    public override string? WireType => "string";

    public override string? Recognized => "string:duration";

    public override string ODataType => "Edm.Duration";

    protected override Result<object> Read(JsonElement json, FieldDefinition field) =>
        json.ValueKind == JsonValueKind.String && DurationText.ReadIso(json.GetString()!) is { } seconds
            ? seconds
            : FieldFailure.Of(field, FieldFailure.Type, "must be a duration of whole seconds in the form PT1H30M, in quotes.");

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) =>
        DurationText.Read(text) is { } seconds ? seconds : FieldFailure.Of(field, FieldFailure.Type, "must be a duration, such as 1h 30m, 90m or 1:30.");

    public override JsonObject Schema(FieldDefinition field) => Describe(field, "string", "duration");

    protected override void Write(Utf8JsonWriter writer, long value, FieldDefinition field) => writer.WriteStringValue(DurationText.Iso(value));

    protected override string Format(long value, FieldDefinition field, CultureInfo culture) => DurationText.Plain(value);

    protected override string Export(long value, FieldDefinition field) => DurationText.Iso(value);

    protected override Result<object> Check(long value, FieldDefinition field)
    {
        if (value < field.Minimum)
            return FieldFailure.Of(field, FieldFailure.Minimum, $"must be {DurationText.Plain((long)field.Minimum)} or more.");
        if (value > field.Maximum)
            return FieldFailure.Of(field, FieldFailure.Maximum, $"must be {DurationText.Plain((long)field.Maximum)} or less.");
        return Math.Abs(value) <= Most ? value : FieldFailure.Of(field, FieldFailure.Range, "takes at most a hundred years.");
    }
}
