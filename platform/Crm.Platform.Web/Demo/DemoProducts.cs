using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>Thirty products in ten series of three sizes.</summary>
internal static class DemoProducts
{
    private static readonly (string Series, string Code, decimal Price)[] Series =
    [
        ("Beacon", "BCN", 480), ("Cartograph", "CTG", 1_250), ("Drift", "DRF", 190), ("Ember", "EMB", 2_900), ("Foundry", "FDY", 5_400),
        ("Glasswork", "GLW", 860), ("Helm", "HLM", 3_600), ("Inlet", "INL", 320), ("Junction", "JNC", 1_750), ("Keystone", "KST", 7_900),
    ];

    private static readonly (string Size, string Code, decimal Factor)[] Sizes = [("Start", "S", 1), ("Team", "T", 2.5m), ("Enterprise", "E", 6)];

    public static IReadOnlyList<DemoProduct> Make(DateOnly today, IReadOnlyList<DemoPerson> people)
    {
        var created = today.AddDays(-DemoRecords.Days);
        return [.. Series.SelectMany(_ => Sizes, (series, size) => (series, size)).Select((p, number) => Make(p.series, p.size, number, created, people))];
    }

    private static DemoProduct Make((string Name, string Code, decimal Price) series, (string Name, string Code, decimal Factor) size, int number, DateOnly created, IReadOnlyList<DemoPerson> people)
    {
        var luck = new DemoRandom(2, number);
        var (name, price) = ($"{series.Name} {size.Name}", series.Price * size.Factor);
        var input = DemoRecord.Begin(luck, created)
            .Set("name", name)
            .Set("sku", $"{series.Code}-{size.Code}-{number + 101}")
            .Set("series", series.Name)
            .Set("price", price)
            .Set("active", number % 11 != 7)
            .Set(SystemFields.OwnerId, luck.Of(people).Id);
        return new DemoProduct(input, created, name, price);
    }
}
