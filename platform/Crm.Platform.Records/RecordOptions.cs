using Crm.Platform.Records.Files;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Tracking;
using Crm.Platform.Records.Trash;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records;

/// <summary>The settings of this project: each class bound to its section, and checked before the host starts.</summary>
internal static class RecordOptions
{
    /// <summary>Longer than anybody keeps anything, and short enough to count back from today.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        Bind<ImportOptions>(services, configuration, ImportOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImportOptions>, ImportOptionsValidation>());
        Bind<TrashOptions>(services, configuration, TrashOptions.Section)
            .Validate(o => o.KeepFor >= TimeSpan.Zero && o.KeepFor <= Longest, "Crm:Trash:KeepFor must be from nothing to 36500 days.");
        Bind<TrackingOptions>(services, configuration, TrackingOptions.Section)
            .Validate(o => IsSome(o.KeepFor, Longest), "Crm:Tracking:KeepFor must be more than nothing and at most 36500 days.");
        Bind<FileStoreOptions>(services, configuration, FileStoreOptions.Section)
            .Validate(o => o.MaxBytes > 0, "Crm:Files:MaxBytes must be more than 0.")
            .Validate(o => IsSome(o.KeepLooseFor, Longest), "Crm:Files:KeepLooseFor must be more than nothing and at most 36500 days.");
        AddOutbox(Bind<OutboxOptions>(services, configuration, OutboxOptions.Section));
    }

    private static void AddOutbox(OptionsBuilder<OutboxOptions> outbox) => outbox
        .Validate(o => IsSome(o.PollEvery, Day), "Crm:Outbox:PollEvery must be more than nothing and at most a day.")
        .Validate(o => IsSome(o.LeaseFor, Day), "Crm:Outbox:LeaseFor must be more than nothing and at most a day.")
        .Validate(o => o.MostAtOnce is >= 1 and <= 1000, "Crm:Outbox:MostAtOnce must be from 1 to 1000.")
        .Validate(o => o.MostPerSubscription is >= 1 and <= 1000, "Crm:Outbox:MostPerSubscription must be from 1 to 1000.")
        .Validate(o => o.MostAttempts is >= 1 and <= 100, "Crm:Outbox:MostAttempts must be from 1 to 100.")
        .Validate(o => IsSome(o.FirstDelay, Longest), "Crm:Outbox:FirstDelay must be more than nothing and at most 36500 days.")
        .Validate(o => o.LongestDelay >= o.FirstDelay && o.LongestDelay <= Longest, "Crm:Outbox:LongestDelay must be at least Crm:Outbox:FirstDelay and at most 36500 days.")
        .Validate(o => IsSome(o.KeepFor, Longest), "Crm:Outbox:KeepFor must be more than nothing and at most 36500 days.");

    private static OptionsBuilder<T> Bind<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class => services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateOnStart();

    private static bool IsSome(TimeSpan span, TimeSpan most) => span > TimeSpan.Zero && span <= most;
}
