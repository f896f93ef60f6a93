namespace Crm.Benchmarks.Running;

/// <summary>How often the two sides take turns and how long a turn lasts.</summary>
internal sealed record Rounds(int Count, TimeSpan Turn, TimeSpan WarmUp)
{
    public static Rounds Full { get; } = new(21, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(2));

    public static Rounds Quick { get; } = new(3, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100));
}
