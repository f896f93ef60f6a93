using Crm.Designer;
using Crm.Platform.Screens;
using Crm.Platform.Web;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddCrmScreens();
builder.Services.AddCrmDesigner();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddCascadingAuthenticationState();

var app = builder.Build();
app.UseSecurityHeaders();
app.UsePersonalCulture();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<App>()
    .AddAdditionalAssemblies([typeof(ScreensRegistration).Assembly, .. Pages.Assemblies])
    .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
await app.RunAsync();
