using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Exporting;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Api.Data;

/// <summary>The options of an export that a list does not have.</summary>
/// <param name="Rest">The query string without them.</param>
internal sealed record ExportOptions(string Rest)
{
    public ExportFormat Format { get; private init; } = ExportFormat.Csv;

    public bool WithNames { get; private init; }

    public bool WithMark { get; private init; } = true;

    /// <summary>A condition in the expression language, beside <c>$filter</c>: what lists on screens are narrowed by.</summary>
    public ExpressionNode? Condition { get; private init; }

    public static Result<ExportOptions> Read(string query)
    {
        var (rest, read) = (new StringBuilder(), (Result<ExportOptions>)new ExportOptions(""));
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var (name, value) = (pair.DecodeName().ToString().ToLowerInvariant(), pair.DecodeValue().ToString());
            if (With(read.Value, name, value) is { } taken)
                read = taken;
            else
                rest.Append(rest.Length == 0 ? '?' : '&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
            if (!read.IsSuccess)
                return read.Failure;
        }

        return read.Value with { Rest = rest.ToString() };
    }

    /// <returns><see langword="null"/> for an option of lists.</returns>
    private static Result<ExportOptions>? With(ExportOptions options, string name, string value) => name switch
    {
        "format" or "$format" => Enum.GetNames<ExportFormat>().FirstOrDefault(f => f.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } format
            ? options with { Format = Enum.Parse<ExportFormat>(format) }
            : Refuse("format", "'format' is csv, json, ndjson or xlsx."),
        "headers" => value is "names" or "labels" ? options with { WithNames = value == "names" } : Refuse(name, "'headers' is labels or names."),
        "bom" => bool.TryParse(value, out var mark) ? options with { WithMark = mark } : Refuse(name, "'bom' is true or false."),
        "condition" => ExpressionParser.Parse(value) is var parsed && parsed.IsSuccess ? options with { Condition = parsed.Value } : Refuse(name, parsed.Failure!.Message),
        _ => default(Result<ExportOptions>?),
    };

    private static Result<ExportOptions> Refuse(string name, string message) => Invalid.Of(new Problem(name, "export." + name, message));
}
