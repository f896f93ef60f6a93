namespace Crm.Platform.Records.Outbox;

/// <summary>How events are delivered: <c>Crm:Outbox:*</c>.</summary>
public sealed class OutboxOptions
{
    public const string Section = "Crm:Outbox";

    /// <summary>How often to look without being told: for events of other nodes and for attempts that are due again.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a claim holds. A node that dies keeps its deliveries back for this long; an attempt must end sooner.</summary>
    public TimeSpan LeaseFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Attempts side by side on one node.</summary>
    public int MostAtOnce { get; set; } = 16;

    /// <summary>Attempts side by side for one subscription, so that a slow receiver does not hold up the others.</summary>
    public int MostPerSubscription { get; set; } = 4;

    /// <summary>Attempts before a delivery is given up.</summary>
    public int MostAttempts { get; set; } = 10;

    /// <summary>Wait after the first failed attempt; each further wait is four times the last.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long events stay after they were delivered or given up: so long they can be replayed.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(14);
}
