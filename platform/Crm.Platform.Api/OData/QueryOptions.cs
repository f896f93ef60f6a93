using System.Collections.Frozen;
using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Api.OData;

/// <summary>Takes a query string apart into the options this API knows; refuses what it would otherwise have to ignore.</summary>
internal static class QueryOptions
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal,
        "$apply", "$filter", "$orderby", "$select", "$expand", "$top", "$skip", "$count", "$search", "$skiptoken", "$format");

    private static readonly FrozenSet<string> Later = FrozenSet.Create(StringComparer.Ordinal,
        "$compute", "$levels", "$index", "$deltatoken", "$schemaversion");

    /// <summary>The known options; also spelt without the dollar sign, as OData 4.01 allows. Other names without it are the client's own.</summary>
    public static Result<ImmutableArray<QueryOption>> Read(string query)
    {
        var options = ImmutableArray.CreateBuilder<QueryOption>();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var sent = pair.DecodeName().ToString();
            var name = Normalize(sent);
            if (Refuse(sent, name) is { } failure)
                return failure;
            if (!Known.Contains(name))
                continue;
            foreach (var option in options)
                if (option.Name == name)
                    return Invalid.Of(new Problem(name, "odata.option_repeated", $"'{name}' is given more than once."));
            options.Add(new QueryOption(name, pair.DecodeValue().ToString()));
        }

        return options.ToImmutable();
    }

    private static string Normalize(string sent)
    {
        var lower = sent.ToLowerInvariant();
        return lower.StartsWith('$') || !Known.Contains("$" + lower) ? lower : "$" + lower;
    }

    private static Invalid? Refuse(string sent, string name)
    {
        if (Later.Contains(name))
            return Invalid.Of(new Problem(name, NotImplemented, $"'{name}' is not supported yet."));
        return name.StartsWith('$') && !Known.Contains(name)
            ? Invalid.Of(new Problem(sent, "odata.option_unknown", $"There is no query option '{sent}'.") { Hint = DidYouMean.Hint(name, Known) })
            : null;
    }

    /// <summary>Code of what is understood but not there yet; answered with 501.</summary>
    public const string NotImplemented = "odata.not_implemented";
}
