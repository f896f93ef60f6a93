using System.Text.Json.Nodes;

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>An entity of a test's own, published through the metadata API while everybody else goes on working.</summary>
internal static class NewEntity
{
    public static async Task PublishAsync(Installation installation, string name, string title, string properties)
    {
        var entity = JsonNode.Parse($$"""
            {
              "name": "{{name}}", "plural": "{{name}}s", "title": "{{title}}", "pluralTitle": "{{title}}s", "type": "object",
              "required": ["name"], "properties": {{properties}}, "x-crm": { "display": "name" }
            }
            """)!;
        await installation.Publishing.WaitAsync();
        try
        {
            await installation.Api.PostAsync("api/metadata/draft/import", new JsonObject { ["definitions"] = new JsonArray(new JsonObject { ["kind"] = "entity", ["definition"] = entity }) });
            await installation.Api.PostAsync("api/metadata/draft/publish", new JsonObject());
        }
        finally
        {
            installation.Publishing.Release();
        }
    }
}
