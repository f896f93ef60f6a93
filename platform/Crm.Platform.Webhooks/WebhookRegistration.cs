using Crm.Platform.Records.Outbox;
using Crm.Platform.Webhooks.Administration;
using Crm.Platform.Webhooks.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Webhooks;

/// <summary>The door of this project.</summary>
public static class WebhookRegistration
{
    /// <summary>Webhooks as a consumer of the outbox. Needs records and access.</summary>
    public static IServiceCollection AddCrmWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).Validate(o => o.Timeout > TimeSpan.Zero && o.Timeout <= TimeSpan.FromMinutes(1), "Crm:Webhooks:Timeout must be more than nothing and at most a minute.").ValidateOnStart();
        services.TryAddSingleton<WebhookSecrets>();
        services.TryAddSingleton<WebhookClient>();
        services.TryAddSingleton<CreatorAccess>();
        services.TryAddSingleton<IWebhooks, Administration.Webhooks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxConsumer, WebhookConsumer>());
        return services;
    }
}
