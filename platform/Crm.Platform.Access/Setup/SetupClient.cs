using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Access.Setup;

/// <summary>Creates the configured service client, or brings it up to date when its secret or permissions moved.</summary>
internal sealed partial class SetupClient(AccessContext context, IPasswordHasher<OAuthClient> hasher, ILogger<SetupClient> logger)
{
    private const int AdvisedSecretLength = 24;

    public async Task EnsureAsync(string clientId, string secret, CancellationToken cancellationToken)
    {
        if (secret.Length < AdvisedSecretLength)
            LogShortSecret(clientId, AdvisedSecretLength);
        var client = await context.Clients.FirstOrDefaultAsync(c => c.ClientId == clientId, cancellationToken);
        if (client is null)
            context.Clients.Add(client = new OAuthClient { ClientId = clientId, DisplayName = clientId });
        client.ApplicationType = "web";
        client.ClientType = ClientTypes.Confidential;
        client.ConsentType = "implicit";
        client.Permissions = ClientGrants.ForServiceClient;
        client.Properties = ClientGrants.ActingAs(AccessRoles.Admin);
        if (client.ClientSecret is null || hasher.VerifyHashedPassword(client, client.ClientSecret, secret) != PasswordVerificationResult.Success)
            client.ClientSecret = hasher.HashPassword(client, secret);
        if (!context.ChangeTracker.HasChanges())
            return;
        client.ConcurrencyToken = Guid.NewGuid().ToString();
        await context.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(2101, LogLevel.Warning, "The secret of client {ClientId} is short; use at least {Advised} random characters.")]
    private partial void LogShortSecret(string clientId, int advised);
}
