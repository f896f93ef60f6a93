using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Upserts;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary>A record addressed by one of its keys.</summary>
/// <param name="Values">The fields of the key.</param>
/// <param name="Id">The record that has them, or <see langword="null"/> when the caller may see none.</param>
internal sealed record RecordKey(RecordInput Values, Guid? Id)
{
    public static async Task<Result<RecordKey>> FindAsync(DataRequest request, string text)
    {
        var services = request.Http.RequestServices;
        var values = Read(text, request.Entity, services.GetRequiredService<IFieldKindRegistry>());
        if (!values.IsSuccess)
            return values.Failure;
        var found = await services.GetRequiredService<IRecordUpsert>().FindAsync(request.Entity.Name, values.Value, request.Caller, request.Aborted);
        return found.IsSuccess ? new RecordKey(values.Value, found.Value) : found.Failure;
    }

    private static Result<RecordInput> Read(string text, EntityDefinition entity, IFieldKindRegistry kinds)
    {
        // Servers leave an escaped slash as it came, so it cannot be told from these three characters.
        if (text.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            return Wrong("key", "A key with a slash cannot stand in an address here; find the record by $filter and use its id.");
        if (!KeyText.TryRead(text, out var fields))
            return Wrong("key", "A key is written like (email='a@b.c') or (code='x',number=3).");
        var input = new RecordInput();
        foreach (var (name, value, isQuoted) in fields)
        {
            if (entity.Field(name) is not { } field)
                return Invalid.Of(new Problem("key", "record.key", $"'{entity.Name}' has no field '{name}'.") { Hint = DidYouMean.Hint(name, entity.Keys.SelectMany(k => k)) });
            var read = kinds.Get(field).ReadJson(Json(value, isQuoted), field);
            if (!read.IsSuccess)
                return Wrong("key", $"{field.Title}: {read.Failure.Message}");
            input.Set(name, read.Value);
        }

        return input;
    }

    private static Invalid Wrong(string path, string message) => Invalid.Of(new Problem(path, "record.key", message));

    /// <summary>Numbers and truth values as JSON has them; ids and dates are text there.</summary>
    private static JsonElement Json(string value, bool isQuoted)
    {
        var isLiteral = !isQuoted && (value is "true" or "false" || decimal.TryParse(value, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out _));
        return isLiteral && TryParse(value) is { } literal ? literal : JsonSerializer.SerializeToElement(value);
    }

    private static JsonElement? TryParse(string value)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
