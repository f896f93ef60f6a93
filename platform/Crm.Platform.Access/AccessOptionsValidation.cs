using Microsoft.Extensions.Options;

namespace Crm.Platform.Access;

internal sealed class AccessOptionsValidation : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options) =>
        options.Issuer is null || IsIssuer(options.Issuer)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Crm:Access:Issuer must be an absolute http or https address without query or fragment, ending in '/'.");

    private static bool IsIssuer(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Query.Length == 0 && uri.Fragment.Length == 0 && issuer.EndsWith('/');
}
