using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Tokens;
using Crm.Platform.Access.Users;
using Crm.Platform.Storage.Databases;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Sessions;

internal static class SessionRegistration
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<StrangerLockout>().AddSingleton<SessionEvents>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        AddSchemes(services);
        AddIdentity(services);
        AddKeys(services);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "crm.xsrf";
            options.Cookie.SecurePolicy = Microsoft.AspNetCore.Http.CookieSecurePolicy.SameAsRequest;
        });
    }

    private static void AddSchemes(IServiceCollection services)
    {
        var authentication = services.AddAuthentication(AccessSchemes.Default);
        authentication.AddPolicyScheme(AccessSchemes.Default, null, options =>
            options.ForwardDefaultSelector = context => context.Request.Headers.Authorization.Count > 0 ? AccessSchemes.Bearer : AccessSchemes.Session);
        authentication.AddScheme<AuthenticationSchemeOptions, BearerHandler>(AccessSchemes.Bearer, null);
        authentication.AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureCookie));
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "crm.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
        options.CookieManager = new SessionCookies();
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = "/Account/Login";
        options.LogoutPath = "/Account/Logout";
        options.AccessDeniedPath = "/Account/AccessDenied";
        options.ReturnUrlParameter = "returnUrl";
        options.EventsType = typeof(SessionEvents);
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<CrmUser>(ConfigureIdentity)
            .AddRoles<CrmRole>()
            .AddEntityFrameworkStores<AccessContext>()
            .AddSignInManager<PersonSignIn>()
            .AddClaimsPrincipalFactory<SessionClaims>()
            .AddPasswordValidator<PasswordRules>();
        services.AddScoped(provider => (PersonSignIn)provider.GetRequiredService<SignInManager<CrmUser>>());
        services.AddSingleton<IPasswordHasher<OAuthClient>, PasswordHasher<OAuthClient>>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
    }

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User.RequireUniqueEmail = true;
        // Addresses hold more characters than Identity's list; the address itself is checked.
        options.User.AllowedUserNameCharacters = "";
        // PasswordRules decides; Identity's own checks are of composition.
        options.Password = new PasswordOptions { RequiredLength = 1, RequiredUniqueChars = 0, RequireDigit = false, RequireLowercase = false, RequireNonAlphanumeric = false, RequireUppercase = false };
        options.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5), AllowedForNewUsers = true };
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Crm.Platform");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<DatabaseOptions>, ILoggerFactory>((keys, database, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(KeyFolder.Create(database.Value.DataDirectory), loggers));
    }
}
