using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Testing.Platforms;

/// <summary>A kind as a plugin would bring it: a bank account number with a check sum, written against the abstractions alone.</summary>
public sealed class IbanKind : IFieldKind
{
    public const string Name = "iban";

    public string Id => Name;

    public StorageType Storage => StorageType.Text;

    public ImmutableArray<string> Keywords => ["x-crm.options"];

    public IEnumerable<Problem> Faults(FieldDefinition field) => field.Options?.TryGetProperty("country", out var country) == true && country.GetString()?.Length != 2
        ? [new Problem("x-crm.options.country", "definition.value", "A country has two letters.")] : [];

    public Result<object> ReadJson(JsonElement json, FieldDefinition field) => json.ValueKind == JsonValueKind.String ? json.GetString()! : Wrong(field);

    public void WriteJson(Utf8JsonWriter writer, object value, FieldDefinition field) => writer.WriteStringValue((string)value);

    public Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) => text;

    public string Format(object value, FieldDefinition field, CultureInfo culture) => string.Join(' ', ((string)value).Chunk(4).Select(group => new string(group)));

    public Result<object> Check(object value, FieldDefinition field)
    {
        var iban = ((string)value).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var country = field.Options?.TryGetProperty("country", out var wanted) == true ? wanted.GetString()! : "";
        return iban.Length is >= 15 and <= 34 && iban.All(char.IsAsciiLetterOrDigit) && iban.StartsWith(country, StringComparison.Ordinal) && Remainder(iban[4..] + iban[..4]) == 1 ? iban : Wrong(field);
    }

    public JsonObject Schema(FieldDefinition field) => new() { ["type"] = "string", ["maxLength"] = 34 };

    private static int Remainder(string text) =>
        text.SelectMany(c => (char.IsDigit(c) ? c - '0' : c - 'A' + 10).ToString(CultureInfo.InvariantCulture)).Aggregate(0, (rest, digit) => ((rest * 10) + (digit - '0')) % 97);

    private static Invalid Wrong(FieldDefinition field) => Invalid.Of(new Problem(field.Name, "iban.invalid", $"{field.Title} must be a bank account number."));
}
