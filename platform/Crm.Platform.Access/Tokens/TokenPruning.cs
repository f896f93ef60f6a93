using Crm.Platform.Records.Upkeep;

namespace Crm.Platform.Access.Tokens;

/// <summary>Deletes expired tokens, which are refused in any case.</summary>
internal sealed class TokenPruning(AccessTokens tokens) : IHourlyJob
{
    public string Name => "expired tokens";

    public Task<int> RunAsync(CancellationToken cancellationToken) => tokens.PruneAsync(cancellationToken);
}
