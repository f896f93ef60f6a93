using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields;
using Crm.Platform.Screens.Fields.Creating;
using Crm.Platform.Screens.History;
using Crm.Platform.Screens.Home;
using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Search;
using Crm.Platform.Screens.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Screens;

/// <summary>The door of the generated screens.</summary>
public static class ScreensRegistration
{
    public static IServiceCollection AddCrmScreens(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<Toasts>();
        services.TryAddScoped<LocalTime>();
        services.TryAddScoped<SeenDefinitions>();
        services.TryAddScoped<IPersonalZone>(provider => provider.GetRequiredService<LocalTime>());
        services.TryAddScoped<RecordSearch>();
        services.TryAddScoped<LookupSearch>();
        services.TryAddScoped<TargetCreation>();
        services.TryAddScoped<FilterChips>();
        services.TryAddScoped<HomeFigures>();
        services.TryAddScoped<RecordLoader>();
        services.TryAddScoped<RecordRemoval>();
        services.TryAddScoped<RelatedCounts>();
        services.TryAddScoped<HistoryWords>();
        services.TryAddScoped<NewRecordDraft>();
        services.TryAddSingleton<RequiredFields>();
        services.TryAddSingleton<IFormConditions, ExpressionConditions>();
        return services.AddFieldLooks();
    }
}
