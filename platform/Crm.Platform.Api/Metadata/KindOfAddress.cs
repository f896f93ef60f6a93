using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Api.Metadata;

/// <summary>The kind of definition an address names by its plural.</summary>
internal static class KindOfAddress
{
    /// <summary>The kind, or <see langword="null"/> when there is none and the request is answered.</summary>
    public static async Task<string?> ReadAsync(MetadataRequest request)
    {
        var plural = request.Route("kinds");
        if (DefinitionKinds.OfPlural(plural) is { } kind)
            return kind;
        var hint = DidYouMean.Hint(plural, DefinitionKinds.Supported.Select(DefinitionKinds.PluralOf));
        await ProblemResponse.WriteAsync(request.Http, new NotFound("metadata.kind_unknown", hint is null ? "There is no such kind of definition." : $"There is no such kind of definition. {hint}"));
        return null;
    }
}
