namespace Crm.Testing.Hosting;

/// <summary>Settings for a host that needs nobody at its first start.</summary>
public static class HostSettings
{
    public const string AdminEmail = "ada.lovelace@example.test";
    public const string AdminPassword = "correct-horse-battery";
    public const string ClientId = "tests";
    public const string ClientSecret = "a-secret-that-only-tests-know-0123456789";

    public static Dictionary<string, string> Unattended => new()
    {
        ["Crm__Setup__AdminEmail"] = AdminEmail,
        ["Crm__Setup__AdminPassword"] = AdminPassword,
        ["Crm__Setup__ClientId"] = ClientId,
        ["Crm__Setup__ClientSecret"] = ClientSecret,
    };
}
