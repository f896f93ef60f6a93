using Crm.Platform.Access.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Tokens;

/// <summary>Finds a client and checks its secret; unknown client and wrong secret take alike and answer alike.</summary>
internal sealed class ClientAuthentication(IDbContextFactory<AccessContext> contexts, IPasswordHasher<OAuthClient> hasher)
{
    private static readonly Lazy<string> DummyHash = new(() => new PasswordHasher<OAuthClient>().HashPassword(new OAuthClient(), Guid.NewGuid().ToString()));

    public async Task<Checked<OAuthClient>> AuthenticateAsync(ClientCredentials credentials, CancellationToken cancellationToken)
    {
        var client = await FindAsync(credentials.ClientId, cancellationToken);
        var hash = client is { ClientType: ClientTypes.Confidential, ClientSecret: { Length: > 0 } stored } ? stored : null;
        var matches = Matches(hash ?? DummyHash.Value, credentials.Secret);
        return client is not null && hash is not null && matches ? client : TokenError.InvalidClient;
    }

    private async Task<OAuthClient?> FindAsync(string clientId, CancellationToken cancellationToken)
    {
        if (clientId.Length > OAuthClient.MaxClientIdLength)
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var client = await context.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == clientId, cancellationToken);
        // A database with a collation that ignores case would find more than was asked for.
        return string.Equals(client?.ClientId, clientId, StringComparison.Ordinal) ? client : null;
    }

    private bool Matches(string hash, string secret)
    {
        try
        {
            return hasher.VerifyHashedPassword(new OAuthClient(), hash, secret) != PasswordVerificationResult.Failed;
        }
        catch (FormatException)
        {
            // A stored secret that is no hash matches nothing.
            return false;
        }
    }
}
