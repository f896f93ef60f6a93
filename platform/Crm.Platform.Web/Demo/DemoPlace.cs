namespace Crm.Platform.Web.Demo;

/// <summary>A city with the area code its numbers begin with.</summary>
internal sealed record DemoPlace(string City, string Country, int AreaCode, string PostalCode)
{
    private const string UnitedStates = "United States";
    private const string Canada = "Canada";

    public static IReadOnlyList<DemoPlace> All { get; } =
    [
        new("Chicago", UnitedStates, 312, "60601"), new("Boston", UnitedStates, 617, "02108"), new("Seattle", UnitedStates, 206, "98101"),
        new("Denver", UnitedStates, 303, "80202"), new("Austin", UnitedStates, 512, "78701"), new("Portland", UnitedStates, 503, "97204"),
        new("Toronto", Canada, 416, "M5H 2N2"), new("Atlanta", UnitedStates, 404, "30303"), new("Minneapolis", UnitedStates, 612, "55401"),
        new("Vancouver", Canada, 604, "V6B 1A1"), new("Nashville", UnitedStates, 615, "37201"), new("Pittsburgh", UnitedStates, 412, "15222"),
        new("Montreal", Canada, 514, "H2Y 1C6"), new("San Diego", UnitedStates, 619, "92101"), new("Columbus", UnitedStates, 614, "43215"),
        new("Calgary", Canada, 403, "T2P 1J9"), new("Raleigh", UnitedStates, 919, "27601"), new("Salt Lake City", UnitedStates, 801, "84101"),
        new("Ottawa", Canada, 613, "K1P 1J1"), new("Milwaukee", UnitedStates, 414, "53202"), new("Halifax", Canada, 902, "B3J 1S9"),
    ];
}
