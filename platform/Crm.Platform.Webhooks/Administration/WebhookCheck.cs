using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Administration;

/// <summary>Checks what an administrator wants a webhook to be. Pure.</summary>
internal static class WebhookCheck
{
    private const int MostUrlLength = 2_000;
    private const int MostNameLength = 100;

    public static Failure? Of(WebhookInput input, MetadataSnapshot snapshot, WebhookOptions options)
    {
        var problems = new List<Problem>();
        CheckName(input.Name, problems);
        CheckUrl(input.Url, options, problems);
        CheckEvents(input.Events ?? [], problems);
        if (input.Entity is null || snapshot.Entity(input.Entity) is not { } entity)
            problems.Add(new Problem("entity", "webhook.entity", $"There is no entity '{input.Entity}'.") { Hint = DidYouMean.Hint(input.Entity ?? "", snapshot.Entities.Select(e => e.Name)) });
        else
            CheckFields(input.Fields ?? [], entity, problems);
        return problems.Count == 0 ? null : new Invalid("webhook.invalid", problems[0].Message, [.. problems]);
    }

    public static ImmutableArray<RecordEventKind> Kinds(ImmutableArray<string> events) => [.. events.Select(EventNames.Find).OfType<RecordEventKind>()];

    private static void CheckName(string? name, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(name))
            problems.Add(new Problem("name", "webhook.name", "A webhook needs a name."));
        else if (name.Length > MostNameLength)
            problems.Add(new Problem("name", "webhook.name", $"A name has at most {MostNameLength} characters."));
    }

    private static void CheckUrl(string? url, WebhookOptions options, List<Problem> problems)
    {
        if (url is null || url.Length > MostUrlLength || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0)
            problems.Add(new Problem("url", "webhook.url", "Give the full address of the receiver, beginning with https:// and without a password in it."));
        else if (address.Scheme == "http" && !options.AllowPrivateNetworks)
            problems.Add(new Problem("url", "webhook.url", "The address must begin with https://: what is sent is not for others to read."));
    }

    private static void CheckEvents(ImmutableArray<string> events, List<Problem> problems)
    {
        if (events.IsEmpty)
            problems.Add(new Problem("events", "webhook.events", "Choose at least one event."));
        foreach (var name in events.Where(e => EventNames.Find(e) is null))
            problems.Add(new Problem("events", "webhook.events", $"There is no event '{name}'.") { Hint = DidYouMean.Hint(name, EventNames.All) });
    }

    private static void CheckFields(ImmutableArray<string> fields, EntityDefinition entity, List<Problem> problems)
    {
        foreach (var (index, name) in fields.Index())
            if (EventFields.WhyNever(entity, name) is { } never)
                problems.Add(new Problem($"fields[{index}]", "webhook.fields", never) { Hint = entity.Field(name) is null ? DidYouMean.Hint(name, EventFields.Of(entity).Select(f => f.Name)) : null });
    }
}
