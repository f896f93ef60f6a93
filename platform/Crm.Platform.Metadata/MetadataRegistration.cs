using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Fields;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Publishing.Values;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Uses;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Metadata;

/// <summary>The project's door.</summary>
public static class MetadataRegistration
{
    /// <summary>Registers the field kinds and everything that reads and compares definitions. Safe to call twice.</summary>
    public static IServiceCollection AddCrmMetadata(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFieldKindRegistry, FieldKindRegistry>();
        services.TryAddSingleton<DefinitionReader>();
        services.TryAddSingleton<ModelReader>();
        services.TryAddSingleton<SnapshotDiff>();
        services.TryAddSingleton<LayerReader>();
        services.TryAddSingleton<ShippedLayer>();
        services.TryAddSingleton<Workspaces>();
        services.TryAddSingleton<DataExaminer>();
        services.TryAddSingleton<WhereUsed>();
        services.TryAddSingleton<IWhereUsed>(provider => provider.GetRequiredService<WhereUsed>());
        services.TryAddSingleton<BrokenUses>();
        services.TryAddSingleton<ITombstones, TombstoneKeeper>();
        services.TryAddSingleton<DraftEditor>();
        services.TryAddSingleton<PublishPlanner>();
        services.TryAddSingleton<IPublisher, Publisher>();
        services.TryAddSingleton<IVersionFollower, VersionFollower>();
        services.TryAddSingleton<EarlierDatabase>();
        services.TryAddSingleton<IDefinitionStart, DefinitionStart>();
        services.AddUseSource<EntityUses>().AddUseSource<FormUses>().AddUseSource<ViewUses>().AddUseSource<AppUses>().AddUseSource<RoleUses>().AddUseSource<RuleUses>();
        return services
            .AddFieldKind<TextKind>().AddFieldKind<MultilineKind>().AddFieldKind<EmailKind>().AddFieldKind<PhoneKind>().AddFieldKind<UrlKind>()
            .AddFieldKind<IntegerKind>().AddFieldKind<DecimalKind>().AddFieldKind<MoneyKind>()
            .AddFieldKind<BooleanKind>().AddFieldKind<DateKind>().AddFieldKind<MomentKind>()
            .AddFieldKind<ChoiceKind>().AddFieldKind<LookupKind>().AddFieldKind<UuidKind>()
            .AddFieldKind<PercentKind>().AddFieldKind<TimeKind>().AddFieldKind<DurationKind>().AddFieldKind<RatingKind>().AddFieldKind<ColorKind>().AddFieldKind<JsonKind>()
            .AddFieldKind<MultiChoiceKind>().AddFieldKind<RichTextKind>().AddFieldKind<AddressKind>().AddFieldKind<GeoKind>()
            .AddFieldKind<AutoNumberKind>().AddFieldKind<FileKind>().AddFieldKind<ImageKind>();
    }

    private static IServiceCollection AddUseSource<TSource>(this IServiceCollection services)
        where TSource : class, IUseSource
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUseSource, TSource>());
        return services;
    }

    private static IServiceCollection AddFieldKind<TKind>(this IServiceCollection services)
        where TKind : class, IFieldKind
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFieldKind, TKind>());
        return services;
    }
}
