using System.Security.Claims;
using System.Text.Json;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Storage;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Tokens;

/// <summary>Finds out whom a bearer token stands for.</summary>
internal sealed class TokenIdentities(IDbContextFactory<AccessContext> contexts, TokenMemory memory, TimeProvider time)
{
    /// <summary><see langword="null"/> for a token that is unknown, of another type, revoked, expired or whose client is gone. Shared between requests: do not change it.</summary>
    public ValueTask<ClaimsIdentity?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > TokenText.MaxLength)
            return ValueTask.FromResult<ClaimsIdentity?>(null);
        var reference = TokenText.ReferenceId(token);
        return memory.Find(reference) is { } known ? ValueTask.FromResult<ClaimsIdentity?>(known) : LoadAsync(reference, cancellationToken);
    }

    private async ValueTask<ClaimsIdentity?> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (from token in context.Tokens
                           join client in context.Clients on token.ApplicationId equals client.Id
                           where token.ReferenceId == reference && token.Status == AccessTokens.Valid && token.Type == AccessTokens.Type
                           select new { token.ExpirationDate, token.Properties, client.ClientId, client.DisplayName, ClientProperties = client.Properties })
            .AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (found?.ExpirationDate is not { } expiration)
            return null;
        var expires = new DateTimeOffset(DateTime.SpecifyKind(expiration, DateTimeKind.Utc));
        if (expires <= time.GetUtcNow())
            return null;
        var identity = IdentityOf(found.ClientId ?? "", found.DisplayName ?? found.ClientId ?? "", ScopeOf(found.Properties), ClientGrants.RolesOf(found.ClientProperties));
        memory.Remember(reference, identity, expires);
        return identity;
    }

    private static ClaimsIdentity IdentityOf(string clientId, string name, string scope, IReadOnlyList<string> roles) =>
        new(
            [
                new Claim(AccessClaims.ClientId, clientId),
                new Claim(ClaimTypes.Name, name),
                new Claim(AccessClaims.Scope, scope),
                .. roles.Select(role => new Claim(ClaimTypes.Role, role)),
            ],
            AccessSchemes.Bearer);

    private static string ScopeOf(string? properties)
    {
        if (string.IsNullOrEmpty(properties))
            return "";
        var bag = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(properties);
        return bag is not null && bag.TryGetValue(AccessTokens.ScopeProperty, out var scope) && scope.ValueKind == JsonValueKind.String ? scope.GetString()! : "";
    }
}
