using Crm.Designer;
using Crm.Platform.Access;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api;
using Crm.Platform.Metadata;
using Crm.Platform.Records;
using Crm.Platform.Screens;
using Crm.Platform.Storage;
using Crm.Platform.Web;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddCrmMetadata();
builder.Services.AddCrmStorage(options =>
{
    builder.Configuration.GetSection("Crm:Database").Bind(options);
    options.DataDirectory = Path.GetFullPath(builder.Configuration["Crm:DataDirectory"] ?? "data");
});
builder.Services.AddCrmRecords();
builder.Services.AddCrmAccess(builder.Configuration);
builder.Services.AddCrmApi();
builder.Services.AddCrmScreens();
builder.Services.AddCrmDesigner();
builder.Services.AddCrmPages();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseCrmProblems();
app.UsePersonalCulture();
app.UseCrmAccess();
app.MapStaticAssets().AllowAnonymous();
app.MapAccessEndpoints();
app.MapApiEndpoints();
app.MapCrmPages();
await app.RunAsync();
