namespace Crm.Platform.Expressions;

/// <summary>Decimals as whole numbers of a power of ten.</summary>
internal static class Scaling
{
    /// <summary>Digits a quotient keeps after the point; the rest is cut off. As many as a field may have.</summary>
    public const int QuotientScale = 8;

    public static long Power(int scale)
    {
        var power = 1L;
        for (var i = 0; i < scale; i++)
            power *= 10;
        return power;
    }
}
