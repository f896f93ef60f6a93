namespace Crm.Benchmarks.Hosting;

/// <summary>How much is in the database.</summary>
internal sealed record Load(int Accounts, int Contacts)
{
    public static Load Full { get; } = new(10_000, 100_000);

    public static Load Quick { get; } = new(200, 2_000);
}
