using Crm.Platform.Records.Outbox;
using Crm.Platform.Webhooks.Administration;

namespace Crm.Designer.Webhooks;

/// <summary>A webhook being typed.</summary>
public sealed class WebhookDraft
{
    public string Name { get; set; } = "";
    public string Url { get; set; } = "";
    public string Entity { get; set; } = "";

    /// <summary>Names of the chosen events.</summary>
    public HashSet<string> Events { get; } = ["created", "updated", "deleted"];

    /// <summary>Names of the chosen fields; none is any.</summary>
    public HashSet<string> Fields { get; } = [];

    public WebhookInput ToInput() => new()
    {
        Name = Name,
        Url = Url.Trim(),
        Entity = Entity,
        Events = [.. EventNames.All.Where(Events.Contains)],
        Fields = [.. Fields.Order(StringComparer.Ordinal)],
    };
}
