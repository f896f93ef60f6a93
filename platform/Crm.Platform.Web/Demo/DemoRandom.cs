using Bogus;

namespace Crm.Platform.Web.Demo;

/// <summary>The luck of one record: the same for the same kind and number, whatever was made before it.</summary>
internal sealed class DemoRandom
{
    // Making one costs milliseconds; its luck is lent to it by each record in turn.
    [ThreadStatic]
    private static Faker? _shared;

    private readonly Randomizer _random;

    public DemoRandom(int kind, int number) => _random = new Randomizer(unchecked((kind * 1_000_003) + (number * 7919)));

    public string FirstName() => Faker().Name.FirstName();

    public string LastName() => Faker().Name.LastName();

    public string Street() => $"{_random.Int(1, 990)} {Faker().Address.StreetName()}";

    public int Between(int least, int most) => _random.Int(least, most);

    public bool Chance(double likelihood) => _random.Double() < likelihood;

    public T Of<T>(IReadOnlyList<T> values) => values[_random.Int(0, values.Count - 1)];

    /// <summary>The earlier in the list, the likelier.</summary>
    public T Favouring<T>(IReadOnlyList<T> values) => values[(int)(values.Count * Math.Pow(_random.Double(0, 0.999_999), 1.8))];

    /// <summary>A value by weight.</summary>
    public string Weighted(params (string Value, int Weight)[] choices)
    {
        var rest = _random.Int(0, choices.Sum(c => c.Weight) - 1);
        foreach (var (value, weight) in choices)
            if ((rest -= weight) < 0)
                return value;
        return choices[^1].Value;
    }

    /// <summary>A number a person would call "about <paramref name="middle"/>": half to double, seldom far off.</summary>
    public decimal About(decimal middle) => middle * (decimal)Math.Exp((_random.Double() + _random.Double() + _random.Double() - 1.5) * 1.1);

    /// <summary>From the numbers kept for fiction: 555-0100 to 555-0199.</summary>
    public string Phone(int areaCode) => $"+1 {areaCode} 555 {_random.Int(100, 199):0000}";

    /// <summary>A moment of the working day before the day: never in the future, whatever the hour.</summary>
    public DateTime Before(DateOnly day)
    {
        var workday = day.AddDays(day.DayOfWeek switch { DayOfWeek.Sunday => -2, DayOfWeek.Monday => -3, _ => -1 });
        return workday.ToDateTime(new TimeOnly(_random.Int(8, 16), _random.Int(0, 59), _random.Int(0, 59)), DateTimeKind.Utc);
    }

    /// <summary>A UUID v7 of the moment, its random part from this luck.</summary>
    public Guid Id(DateTime moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(moment).TryWriteBytes(bytes, bigEndian: true, out _);
        var random = _random.Bytes(10);
        bytes[6] = (byte)(0x70 | (random[0] & 0x0F));
        bytes[7] = random[1];
        bytes[8] = (byte)(0x80 | (random[2] & 0x3F));
        random.AsSpan(3, 7).CopyTo(bytes[9..]);
        return new Guid(bytes, bigEndian: true);
    }

    private Faker Faker()
    {
        var faker = _shared ??= new Faker("en");
        faker.Random = _random;
        return faker;
    }
}
