using Crm.Platform.Abstractions;
using Crm.Platform.Access.Accounts;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Limits;
using Crm.Platform.Access.Sessions;
using Crm.Platform.Access.Setup;
using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Teams;
using Crm.Platform.Access.Tokens;
using Crm.Platform.Access.Users;
using Crm.Platform.Records.Upkeep;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access;

/// <summary>Who may come in. Needs a registered <c>IDatabase</c>, <c>IMetadata</c> and the record engine.</summary>
public static class AccessRegistration
{
    /// <summary>People, sessions, tokens and set-up; everything that does not say otherwise requires a signed-in caller.</summary>
    public static IServiceCollection AddCrmAccess(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(s => s.ServiceType == typeof(FirstRun)))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        AddOptions(services, configuration);
        services.AddAccessStorage();
        services.AddSessions();
        AddPeople(services);
        AddTokens(services);
        services.AddRateLimiter(AccessLimits.Configure);
        services.AddAuthorization(ConfigurePolicies);
        return services;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection(AccessOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SetupOptions>().Bind(configuration.GetSection(SetupOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidation>();
        services.AddSingleton<IValidateOptions<SetupOptions>, SetupOptionsValidation>();
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<Standings>().AddSingleton<LiveCallers>();
        services.AddSingleton<ICallers>(provider => provider.GetRequiredService<LiveCallers>()).AddSingleton<IPersonCallers>(provider => provider.GetRequiredService<LiveCallers>());
        services.AddSingleton<IClientCallers, ClientCallers>();
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddScoped<ICurrentCaller, CurrentCaller>();
        services.AddScoped<UserRecords>().AddScoped<UserDrafts>().AddScoped<UserDirectory>();
        services.AddScoped<IUserDirectory>(provider => provider.GetRequiredService<UserDirectory>());
        services.AddSingleton<IUserAdministration, UserAdministration>().AddSingleton<ITeamAdministration, TeamAdministration>();
        services.AddScoped<IAccounts, Accounts.Accounts>();
        services.AddSingleton<SetupToken>();
        services.AddScoped<FirstRun>().AddScoped<SetupClient>().AddScoped<AccessStart>();
        services.AddScoped<ISetup>(provider => provider.GetRequiredService<FirstRun>());
    }

    private static void AddTokens(IServiceCollection services)
    {
        services.AddSingleton<TokenMemory>().AddSingleton<TokenIdentities>().AddSingleton<AccessTokens>();
        services.AddSingleton<ClientAuthentication>().AddSingleton<TokenEndpoint>().AddSingleton<Discovery>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHourlyJob, TokenPruning>());
    }

    private static void ConfigurePolicies(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        AddPolicy(options, AccessPolicies.Read, CallerRights.Read);
        AddPolicy(options, AccessPolicies.Write, CallerRights.Write);
        AddPolicy(options, AccessPolicies.Customize, CallerRights.Customize);
        AddPolicy(options, AccessPolicies.Admin, CallerRights.Admin);
    }

    private static void AddPolicy(AuthorizationOptions options, string name, CallerRights right) =>
        options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)));
}
