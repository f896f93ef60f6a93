using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Crm.Platform.Web;

/// <summary>Numbers and dates the way the person's browser asks for; the words stay English.</summary>
internal static class PersonalCulture
{
    public static IApplicationBuilder UsePersonalCulture(this IApplicationBuilder app)
    {
        var english = CultureInfo.GetCultureInfo("en-GB");
        return app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(english, english),
            SupportedCultures = CultureInfo.GetCultures(CultureTypes.SpecificCultures),
            SupportedUICultures = [english],
            RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()],
        });
    }
}
