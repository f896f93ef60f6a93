using NJsonSchema;
using NJsonSchema.Validation;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Checks a definition against the schema of its kind and says in plain words what does not fit.</summary>
internal static class SchemaCheck
{
    public static void Run(string kind, string json, ProblemLog log)
    {
        foreach (var error in DefinitionSchemas.Of(kind).Validate(json))
            Report(error, log);
    }

    private static void Report(ValidationError error, ProblemLog log)
    {
        // An item's or a field's own errors come wrapped, with their whole paths.
        if (error is ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid } wrapper)
        {
            foreach (var inner in wrapper.Errors.Values.SelectMany(errors => errors))
                Report(inner, log);
            return;
        }

        var path = (error.Path ?? "").TrimStart('#', '/');
        var name = error.Property ?? path;
        switch (error.Kind)
        {
            case ValidationErrorKind.NoAdditionalPropertiesAllowed:
                log.Add(path, "unknown_property", $"'{name}' is not a property of this.", Suggestion.For(name, error.Schema.ActualSchema.Properties.Keys.Where(k => k[0] != '$')));
                break;
            case ValidationErrorKind.PropertyRequired:
                log.Add(path, "required", $"'{name}' is missing.");
                break;
            case ValidationErrorKind.NotInEnumeration:
                log.Add(path, "value", $"'{name}' must be one of {string.Join(", ", error.Schema.ActualSchema.Enumeration)}.");
                break;
            case ValidationErrorKind.PatternMismatch:
                log.Add(path, "value", $"'{name}' does not have the expected form.", PatternHint(error.Schema.ActualSchema));
                break;
            default:
                ReportLimit(error, path, name, log);
                break;
        }
    }

    private static void ReportLimit(ValidationError error, string path, string name, ProblemLog log)
    {
        var schema = error.Schema.ActualSchema;
        var (code, rest) = error.Kind switch
        {
            ValidationErrorKind.StringTooShort => ("value", schema.MinLength == 1 ? "must not be empty" : $"needs at least {schema.MinLength} characters"),
            ValidationErrorKind.StringTooLong => ("value", $"takes at most {schema.MaxLength} characters"),
            ValidationErrorKind.NumberTooSmall => ("value", $"must be {schema.Minimum} or more"),
            ValidationErrorKind.NumberTooBig => ("value", $"must be {schema.Maximum} or less"),
            ValidationErrorKind.TooFewItems => ("value", schema.MinItems == 1 ? "must not be empty" : $"needs at least {schema.MinItems} items"),
            ValidationErrorKind.TooManyItems => ("value", $"takes at most {schema.MaxItems} items"),
            ValidationErrorKind.ItemsNotUnique => ("duplicate", "lists the same item twice"),
            _ => ("type", $"must be {Expected(schema)}"),
        };
        log.Add(path, code, $"'{name}' {rest}.");
    }

    private static string Expected(JsonSchema schema)
    {
        (JsonObjectType Type, string Words)[] words =
        [
            (JsonObjectType.String, "text in quotes"), (JsonObjectType.Integer, "a whole number"), (JsonObjectType.Number, "a number"),
            (JsonObjectType.Boolean, "true or false"), (JsonObjectType.Array, "a list"), (JsonObjectType.Object, "an object"),
        ];
        var expected = words.Where(w => schema.Type.HasFlag(w.Type)).Select(w => w.Words).ToList();
        return expected.Count == 0 ? "something else" : string.Join(" or ", expected);
    }

    private static string? PatternHint(JsonSchema schema) => schema.Pattern switch
    {
        "^#[0-9a-fA-F]{6}$" => "Write a colour as #1b8a5a.",
        "^[A-Z]{3}$" => "Write a currency as its ISO 4217 code, such as EUR.",
        _ => null,
    };
}
