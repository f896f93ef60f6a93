using System.Text.Json;
using Crm.Platform.Access.Storage;

namespace Crm.Platform.Access.Tokens;

/// <summary>What a client may do: reads and writes the JSON of <see cref="OAuthClient.Permissions"/> and <see cref="OAuthClient.Properties"/>.</summary>
internal static class ClientGrants
{
    public const string TokenEndpoint = "ept:token";
    public const string ClientCredentials = "gt:client_credentials";
    public const string ScopePrefix = "scp:";
    private const string RolesProperty = "crm_roles";

    /// <summary>Token endpoint, client credentials and every scope.</summary>
    public static string ForServiceClient { get; } =
        JsonSerializer.Serialize(new[] { TokenEndpoint, ClientCredentials }.Concat(AccessScopes.All.Select(s => ScopePrefix + s)));

    public static string ActingAs(params string[] roles) => JsonSerializer.Serialize(new Dictionary<string, string[]> { [RolesProperty] = roles });

    /// <summary>Empty when unset or not an array of texts: then the client may do nothing.</summary>
    public static IReadOnlySet<string> PermissionsOf(OAuthClient client) => new HashSet<string>(Texts(Parse(client.Permissions)), StringComparer.Ordinal);

    /// <summary>Whether it may ask for tokens in its own name.</summary>
    public static bool MayGetTokens(OAuthClient client) => PermissionsOf(client) is var permissions && permissions.Contains(TokenEndpoint) && permissions.Contains(ClientCredentials);

    /// <summary>Every scope it may ask for, separated by blanks.</summary>
    public static string ScopesOf(OAuthClient client) => string.Join(' ', PermissionsOf(client).Where(p => p.StartsWith(ScopePrefix, StringComparison.Ordinal)).Select(p => p[ScopePrefix.Length..]));

    public static IReadOnlyList<string> RolesOf(string? properties) =>
        Parse(properties) is { ValueKind: JsonValueKind.Object } bag && bag.TryGetProperty(RolesProperty, out var roles) ? [.. Texts(roles)] : [];

    private static IEnumerable<string> Texts(JsonElement? array) =>
        array is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!) : [];

    private static JsonElement? Parse(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
