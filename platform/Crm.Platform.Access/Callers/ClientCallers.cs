using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Tokens;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Callers;

/// <inheritdoc/>
internal sealed class ClientCallers(IDbContextFactory<AccessContext> contexts, IMetadata metadata) : IClientCallers
{
    public async ValueTask<Caller?> OfClientAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var client = await context.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == clientId, cancellationToken);
        // A database with a collation that ignores case would find more than was asked for.
        return client is not null && string.Equals(client.ClientId, clientId, StringComparison.Ordinal) && ClientGrants.MayGetTokens(client) ? Of(client, clientId) : null;
    }

    private Caller Of(OAuthClient client, string clientId)
    {
        var roles = RoleSet.Of(ClientGrants.RolesOf(client.Properties));
        var rights = CallerRightsOf.Roles(roles, metadata.Current) & CallerRightsOf.Scopes(ClientGrants.ScopesOf(client));
        return new Caller(null, rights) { Roles = roles, ClientId = clientId, Name = client.DisplayName ?? clientId, Source = ChangeSource.Api };
    }
}
