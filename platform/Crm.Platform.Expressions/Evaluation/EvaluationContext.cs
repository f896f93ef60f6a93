using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Evaluation;

/// <summary>What an expression may know besides the record. Make one per operation: its moment stands still.</summary>
public sealed class EvaluationContext(TimeProvider time)
{
    private readonly DateTime _now = Microseconds((time ?? throw new ArgumentNullException(nameof(time))).GetUtcNow().UtcDateTime);
    private readonly Guid? _userId;

    /// <summary>Whether an expression has asked for the moment or the user: its value then holds for this context only.</summary>
    public bool WasRead { get; private set; }

    /// <summary>The value of <c>now()</c>: UTC, to the microsecond.</summary>
    public DateTime Now => Read(_now);

    /// <summary>The value of <c>me()</c>; <see langword="null"/> for a service client and the platform.</summary>
    public Guid? UserId
    {
        get => Read(_userId);
        init => _userId = value;
    }

    /// <summary>The caller's own record, for paths beginning with <c>user</c> in <see cref="RecordExpression"/>; without it they are null.</summary>
    public Record? User
    {
        get => Read(field);
        init;
    }

    /// <summary>Whose calendar <c>today()</c> reads.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Reaches other records in <see cref="RecordExpression"/>; without it every path over a lookup is null.</summary>
    public ILookupResolver? Lookups { get; init; }

    /// <summary>The value of <c>today()</c>.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Now, Zone));

    private T Read<T>(T value)
    {
        WasRead = true;
        return value;
    }

    private static DateTime Microseconds(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
