using System.Text.Json;
using Crm.Platform.Access.Storage;
using Crm.Platform.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Tokens;

/// <summary>Issues, revokes and clears away access tokens.</summary>
internal sealed class AccessTokens(IDbContextFactory<AccessContext> contexts, IDatabase database, TokenMemory memory, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    public const string Type = "access_token";
    public const string Valid = "valid";
    public const string Revoked = "revoked";
    public const string ScopeProperty = "scope";

    /// <returns>The token, known to nobody else from here on.</returns>
    public async Task<string> IssueAsync(OAuthClient client, string scope, CancellationToken cancellationToken)
    {
        var token = TokenText.New();
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Tokens.Add(new OAuthToken
        {
            ApplicationId = client.Id,
            CreationDate = now,
            ExpirationDate = now + Lifetime,
            Properties = JsonSerializer.Serialize(new Dictionary<string, string> { [ScopeProperty] = scope }),
            ReferenceId = TokenText.ReferenceId(token),
            Status = Valid,
            Subject = client.ClientId,
            Type = Type,
        });
        await context.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>Ends one token; on this node at once, elsewhere within <see cref="TokenMemory.Memory"/>.</summary>
    public async Task<bool> RevokeAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > TokenText.MaxLength)
            return false;
        var reference = TokenText.ReferenceId(token);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await database.WriteAsync(cancellationToken);
        var rows = await context.Tokens.Where(t => t.ReferenceId == reference && t.Status == Valid)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, Revoked), cancellationToken);
        memory.Forget(reference);
        return rows == 1;
    }

    /// <returns>How many expired tokens were deleted.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await database.WriteAsync(cancellationToken);
        return await context.Tokens.Where(t => t.ExpirationDate < now).ExecuteDeleteAsync(cancellationToken);
    }
}
