namespace Crm.Platform.Metadata.Fields;

/// <summary>The form of a host name, international letters included.</summary>
internal static class HostName
{
    /// <summary>Whether it is at least two labels of letters, digits and inner hyphens.</summary>
    public static bool IsDotted(ReadOnlySpan<char> host)
    {
        if (host.Length > 253)
            return false;
        var labels = 0;
        foreach (var range in host.Split('.'))
        {
            if (!IsLabel(host[range]))
                return false;
            labels++;
        }

        return labels >= 2;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (var c in label)
            if (!char.IsLetterOrDigit(c) && c != '-')
                return false;
        return true;
    }
}
