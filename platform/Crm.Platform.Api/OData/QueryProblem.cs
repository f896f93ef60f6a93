using System.Text.RegularExpressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.OData;

namespace Crm.Platform.Api.OData;

/// <summary>Says what is wrong with a query option, and where.</summary>
internal static partial class QueryProblem
{
    private const int LongestMessage = 400;

    public static Invalid From(QueryOption option, ODataException exception, EntityDefinition entity, MetadataSnapshot snapshot)
    {
        var unknown = UnknownProperty().Match(exception.Message);
        return unknown.Success
            ? Unknown(option, unknown.Groups["name"].Value, snapshot.Entity(unknown.Groups["type"].Value) ?? entity)
            : Of(option, new Problem(option.Name, CodeOf(option), Plain(exception.Message, option)));
    }

    public static Invalid From(QueryOption option, UnsupportedFilterException exception) =>
        Of(option, new Problem(option.Name, CodeOf(option), exception.Message) { Hint = exception.Hint });

    private static Invalid Unknown(QueryOption option, string name, EntityDefinition entity)
    {
        var position = option.Value.IndexOf(name, StringComparison.Ordinal);
        var names = entity.Fields.AddRange(SystemFields.All).SelectMany(f => !f.IsLookup ? [f.Name] : new[] { f.Name, f.NavigationName });
        return Of(option, new Problem(option.Name, "odata.unknown_field", $"'{entity.Name}' has no field '{name}' (at position {position}).") { Hint = DidYouMean.Hint(name, names) });
    }

    private static Invalid Of(QueryOption option, Problem problem) => new(CodeOf(option), $"'{option.Name}' cannot be understood: {problem.Message}", [problem]);

    private static string CodeOf(QueryOption option) => "odata." + option.Name[1..];

    /// <summary>The parser repeats the whole option in its message; the sender has that already.</summary>
    private static string Plain(string message, QueryOption option)
    {
        var plain = message.Replace($" in '{option.Value}'", "", StringComparison.Ordinal);
        return plain.Length <= LongestMessage ? plain : plain[..LongestMessage] + "…";
    }

    [GeneratedRegex(@"Could not find a property named '(?<name>[^']{1,200})' on type 'crm\.(?<type>[^']{1,200})'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex UnknownProperty();
}
