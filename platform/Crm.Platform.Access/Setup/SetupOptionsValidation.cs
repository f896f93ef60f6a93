using Crm.Platform.Access.Storage;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Setup;

internal sealed class SetupOptionsValidation : IValidateOptions<SetupOptions>
{
    public ValidateOptionsResult Validate(string? name, SetupOptions options) =>
        ComplaintAbout(options) is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;

    private static string? ComplaintAbout(SetupOptions options)
    {
        if (IsSet(options.AdminEmail) != IsSet(options.AdminPassword))
            return "Crm:Setup:AdminEmail and Crm:Setup:AdminPassword belong together: set both or neither.";
        if (IsSet(options.ClientId) != IsSet(options.ClientSecret))
            return "Crm:Setup:ClientId and Crm:Setup:ClientSecret belong together: set both or neither.";
        if (options.ClientId is { Length: > OAuthClient.MaxClientIdLength })
            return $"Crm:Setup:ClientId may have at most {OAuthClient.MaxClientIdLength} characters.";
        return options.ClientId?.Any(c => c is < ' ' or > '~') == true ? "Crm:Setup:ClientId may hold printable ASCII characters only." : null;
    }

    private static bool IsSet(string? value) => !string.IsNullOrEmpty(value);
}
