namespace Crm.Platform.Abstractions;

/// <summary>On whose behalf something is done. Passed along explicitly, so no door can forget it.</summary>
/// <param name="UserId">The signed-in person, or <see langword="null"/> for a service client and the platform itself.</param>
/// <param name="Rights">What may be done; nothing by default.</param>
public sealed record Caller(Guid? UserId, CallerRights Rights)
{
    /// <summary>The platform itself: set-up, demo data, upgrades.</summary>
    public static Caller Platform { get; } = new(null, CallerRights.Read | CallerRights.Write | CallerRights.Customize | CallerRights.Admin) { IsPlatform = true };

    /// <summary>Nobody: may do nothing.</summary>
    public static Caller Nobody { get; } = new(null, CallerRights.None) { Roles = RoleSet.Empty };

    /// <summary>The roles whose rules decide about entities, records and fields, or <see langword="null"/> for code inside the product that only <see cref="Rights"/> limit. Whoever comes from outside has roles, even if none.</summary>
    public RoleSet? Roles { get; init; }

    /// <summary>The service client that sends, as it calls itself at the token endpoint; <see langword="null"/> for a person at a screen and for the platform.</summary>
    public string? ClientId { get; init; }

    /// <summary>Name for logs and history; never used to decide.</summary>
    public string? Name { get; init; }

    /// <summary>By what changes are made; told by the history, never used to decide.</summary>
    public ChangeSource Source { get; init; } = ChangeSource.Platform;

    /// <summary>The group that changes belong to, so that all of it can be undone at once; <see langword="null"/> for changes that stand alone.</summary>
    public Guid? ChangeSet { get; init; }

    /// <summary>Whose calendar <c>today()</c> reads in expressions.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether system entities (<c>user</c>) may be written.</summary>
    public bool IsPlatform { get; private init; }

    /// <summary>Whether something noted as made by this person, or else by this client, is the caller's own. What nobody in particular made is nobody's.</summary>
    public bool Made(Guid? userId, string? clientId) => userId is not null ? userId == UserId : clientId is not null && UserId is null && string.Equals(clientId, ClientId, StringComparison.Ordinal);

    /// <summary>Whether every one of <paramref name="rights"/> is granted.</summary>
    public bool May(CallerRights rights) => (Rights & rights) == rights;
}
