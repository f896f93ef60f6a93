using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>Tells addresses of the open internet from those that only this machine or its network can reach.</summary>
internal static class PublicAddresses
{
    private static readonly ImmutableArray<IPNetwork> Others =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Also what carries an IPv4 address inside: translated (64:ff9b), 6to4 (2002) and Teredo (2001:0).
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Others.Any(network => network.Contains(plain));
    }
}
