namespace Crm.Platform.Web.Demo;

/// <summary>Company names: a first word nobody trades under alone, and what the trade calls itself.</summary>
internal static class DemoCompanies
{
    private static readonly string[] Stems =
    [
        "Harborlight", "Stonebridge", "Maplewick", "Northgale", "Silverbrook", "Oakhaven", "Bluecrest", "Ironvale", "Clearmoor", "Summitfield",
        "Redwharf", "Foxglen", "Brightwater", "Cedarline", "Eastmere", "Goldenrow", "Hawksbury", "Lakeforth", "Millstone", "Pinecross",
        "Quarrydale", "Rosemarsh", "Sandhurst", "Thornfield", "Westerleigh", "Windmere", "Amberley", "Birchgate", "Copperton", "Drayfield",
        "Elmstead", "Fairhollow", "Greyfriar", "Highmeadow", "Ivystone", "Juniper Bay", "Kestrel Point", "Longacre", "Meridian Row", "Otter Creek",
    ];

    public static IReadOnlyList<DemoTrade> Trades { get; } =
    [
        new("software", "Software", "Systems", "Analytics"), new("manufacturing", "Manufacturing", "Works", "Tooling"), new("finance", "Capital", "Financial", "Wealth"),
        new("retail", "Outfitters", "Home & Garden", "Markets"), new("medical", "Health", "Diagnostics", "Clinics"), new("technology", "Technologies", "Robotics", "Devices"),
        new("services", "Advisory", "Partners", "Consulting"), new("transport", "Logistics", "Freight", "Lines"), new("construction", "Builders", "Construction", "Structures"),
        new("energy", "Energy", "Power", "Solar"), new("education", "Academy", "Learning", "Institute"), new("insurance", "Insurance", "Mutual", "Assurance"),
        new("marketing", "Media", "Creative", "Marketing"), new("telecommunications", "Telecom", "Networks", "Wireless"), new("employment", "Staffing", "Talent", "Recruiting"),
        new("entertainment", "Studios", "Pictures", "Entertainment"), new("public_sector", "Transit Authority", "Port Authority", "Library District"), new("other", "Group", "Holdings", "Cooperative"),
    ];

    /// <summary>A name not in <paramref name="taken"/>, added to it.</summary>
    public static string Name(DemoRandom luck, DemoTrade trade, HashSet<string> taken)
    {
        while (true)
        {
            var name = $"{luck.Of(Stems)} {luck.Of(trade.Words)}";
            if (taken.Add(name))
                return name;
        }
    }

    /// <summary>Below example.com, which belongs to nobody.</summary>
    public static string Domain(string company) => $"{Slug(company)}.example.com";

    /// <summary>Letters and digits, words joined by hyphens.</summary>
    public static string Slug(string text) =>
        string.Join('-', string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c == ' ' ? c : '\0')).Replace("\0", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>An industry and what its companies end on.</summary>
internal sealed record DemoTrade(string Industry, params string[] Words);
