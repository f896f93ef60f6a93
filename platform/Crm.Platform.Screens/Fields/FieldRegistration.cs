using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields.Displays;
using Crm.Platform.Screens.Fields.Editors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Screens.Fields;

/// <summary>How a kind of field gets its look. Plugins register theirs the same way, after the platform's.</summary>
public static class FieldRegistration
{
    /// <summary>Shows values of <paramref name="kind"/> with <typeparamref name="T"/>.</summary>
    public static IServiceCollection AddFieldDisplay<T>(this IServiceCollection services, string kind)
        where T : FieldDisplay =>
        services.AddSingleton(new FieldComponent(kind, FieldComponentUse.Display, typeof(T)));

    /// <summary>Edits values of <paramref name="kind"/> with <typeparamref name="T"/>.</summary>
    public static IServiceCollection AddFieldEditor<T>(this IServiceCollection services, string kind)
        where T : FieldEditor =>
        services.AddSingleton(new FieldComponent(kind, FieldComponentUse.Editor, typeof(T)));

    internal static IServiceCollection AddFieldLooks(this IServiceCollection services)
    {
        // A second call must not put the platform's own after a plugin's.
        if (services.Any(s => s.ServiceType == typeof(IFieldEditorRegistry)))
            return services;
        services.TryAddSingleton<IFieldDisplayRegistry>(p => new FieldComponents(p.GetServices<FieldComponent>(), FieldComponentUse.Display, typeof(TextDisplay)));
        services.TryAddSingleton<IFieldEditorRegistry>(p => new FieldComponents(p.GetServices<FieldComponent>(), FieldComponentUse.Editor, typeof(TextEditor)));
        return services.AddDisplays().AddEditors();
    }

    private static IServiceCollection AddDisplays(this IServiceCollection services) => services
        .AddFieldDisplay<LongTextDisplay>(FieldKinds.Multiline).AddFieldDisplay<EmailDisplay>(FieldKinds.Email)
        .AddFieldDisplay<PhoneDisplay>(FieldKinds.Phone).AddFieldDisplay<UrlDisplay>(FieldKinds.Url)
        .AddFieldDisplay<NumberDisplay>(FieldKinds.Integer).AddFieldDisplay<NumberDisplay>(FieldKinds.Decimal).AddFieldDisplay<NumberDisplay>(FieldKinds.Money)
        .AddFieldDisplay<BooleanDisplay>(FieldKinds.Boolean).AddFieldDisplay<DateDisplay>(FieldKinds.Date).AddFieldDisplay<MomentDisplay>(FieldKinds.DateTime)
        .AddFieldDisplay<ChoiceDisplay>(FieldKinds.Choice).AddFieldDisplay<LookupDisplay>(FieldKinds.Lookup)
        .AddFieldDisplay<NumberDisplay>(FieldKinds.Percent).AddFieldDisplay<NumberDisplay>(FieldKinds.Duration).AddFieldDisplay<NumberDisplay>(FieldKinds.Time).AddFieldDisplay<NumberDisplay>(FieldKinds.AutoNumber)
        .AddFieldDisplay<MultiChoiceDisplay>(FieldKinds.MultiChoice).AddFieldDisplay<RichTextDisplay>(FieldKinds.RichText).AddFieldDisplay<JsonDisplay>(FieldKinds.Json)
        .AddFieldDisplay<RatingDisplay>(FieldKinds.Rating).AddFieldDisplay<ColorDisplay>(FieldKinds.Color).AddFieldDisplay<GeoDisplay>(FieldKinds.Geo)
        .AddFieldDisplay<FileDisplay>(FieldKinds.File).AddFieldDisplay<ImageDisplay>(FieldKinds.Image);

    private static IServiceCollection AddEditors(this IServiceCollection services) => services
        .AddFieldEditor<TextEditor>(FieldKinds.Text).AddFieldEditor<LongTextEditor>(FieldKinds.Multiline)
        .AddFieldEditor<BooleanEditor>(FieldKinds.Boolean).AddFieldEditor<DateEditor>(FieldKinds.Date).AddFieldEditor<MomentEditor>(FieldKinds.DateTime)
        .AddFieldEditor<ChoiceEditor>(FieldKinds.Choice).AddFieldEditor<LookupEditor>(FieldKinds.Lookup)
        .AddFieldEditor<PhoneEditor>(FieldKinds.Phone).AddFieldEditor<EmailEditor>(FieldKinds.Email).AddFieldEditor<UrlEditor>(FieldKinds.Url)
        .AddFieldEditor<IntegerEditor>(FieldKinds.Integer).AddFieldEditor<DecimalEditor>(FieldKinds.Decimal).AddFieldEditor<DecimalEditor>(FieldKinds.Money).AddFieldEditor<DecimalEditor>(FieldKinds.Percent)
        .AddFieldEditor<PlainEditor>(FieldKinds.Time).AddFieldEditor<PlainEditor>(FieldKinds.Duration).AddFieldEditor<RatingEditor>(FieldKinds.Rating).AddFieldEditor<ColorEditor>(FieldKinds.Color)
        .AddFieldEditor<MultiChoiceEditor>(FieldKinds.MultiChoice).AddFieldEditor<RichTextEditor>(FieldKinds.RichText).AddFieldEditor<JsonEditor>(FieldKinds.Json)
        .AddFieldEditor<AddressEditor>(FieldKinds.Address).AddFieldEditor<GeoEditor>(FieldKinds.Geo).AddFieldEditor<FileEditor>(FieldKinds.File).AddFieldEditor<FileEditor>(FieldKinds.Image);
}
