using Crm.Designer;
using Crm.Platform.Access;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api;
using Crm.Platform.Metadata;
using Crm.Platform.Records;
using Crm.Platform.Screens;
using Crm.Platform.Storage;
using Crm.Platform.Web;
using Crm.Platform.Web.Demo;
using Crm.Platform.Webhooks;

// Content lies beside the assembly, whatever folder the command is given in; data does not.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddDefaults();
builder.WebHost.UseStaticWebAssets();
builder.Services.AddCrmMetadata();
builder.Services.AddCrmStorage(builder.BindDatabase);
builder.Services.AddCrmRecords(builder.Configuration);
builder.Services.AddCrmAccess(builder.Configuration);
builder.Services.AddCrmRecordWork();
builder.Services.AddCrmWebhooks(builder.Configuration);
builder.Services.AddCrmApi();
builder.Services.AddCrmScreens();
builder.Services.AddCrmDesigner();
builder.Services.AddCrmPages();
builder.Services.AddCrmDemo();

var isServing = CancellationToken.None;
// Why a start failed is told in one line of our own; the framework would add its stack.
builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && isServing.IsCancellationRequested);

var app = builder.Build();
isServing = app.Lifetime.ApplicationStarted;
return await HostStart.RunAsync(app, UsePipeline);

static void UsePipeline(WebApplication app)
{
    app.UseTrustedProxies();
    app.UseHsts();
    app.UseSecurityHeaders();
    app.UseNothingHere();
    app.UseCrmProblems();
    app.UsePersonalCulture();
    app.UseCrmAccess();
    app.MapStaticAssets().AllowAnonymous();
    app.MapAccessEndpoints();
    app.MapApiEndpoints();
    app.MapCrmPages();
}

/// <summary>Named so that tests can start the very host people run.</summary>
public partial class Program;
