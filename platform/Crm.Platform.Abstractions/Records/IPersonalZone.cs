namespace Crm.Platform.Abstractions;

/// <summary>The time zone of the person on whose screen something happens.</summary>
public interface IPersonalZone
{
    /// <summary>UTC until it is known.</summary>
    TimeZoneInfo Zone { get; }
}
