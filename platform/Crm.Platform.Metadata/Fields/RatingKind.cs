using System.Globalization;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A number of stars, from 1 to the field's maximum.</summary>
internal sealed class RatingKind() : NumberFieldKind<long>(FieldKinds.Rating, StorageType.Integer)
{
    private const int UsualStars = 5;
    private const int MostStars = 10;
    private const char Star = '★';

    public override FieldTraits Traits => FieldTraits.NotUnique;

    public override FieldDefinition Complete(FieldDefinition field) => field with { Minimum = field.Minimum ?? 1, Maximum = field.Maximum ?? UsualStars };

    public override IEnumerable<Problem> Faults(FieldDefinition field)
    {
        if (field.Minimum is not 1)
            yield return new Problem("minimum", "definition.value", "A rating begins at 1.") { Hint = "No rating at all is an unset field." };
        if (field.Maximum is not (>= 2 and <= MostStars))
            yield return new Problem("maximum", "definition.value", $"A rating goes up to 2 at least and {MostStars} at most.");
    }

    /// <summary><c>4</c>, <c>4/5</c> or as many stars.</summary>
    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture)
    {
        var stars = text.Trim();
        if (stars.Length <= MostStars && stars.Length > 0 && stars.All(c => c is Star or '*'))
            return (long)stars.Length;
        var slash = stars.IndexOf('/', StringComparison.Ordinal);
        return base.Parse(slash > 0 && stars[(slash + 1)..].Trim() == field.Maximum?.ToString(CultureInfo.InvariantCulture) ? stars[..slash] : stars, field, culture);
    }

    protected override decimal Limit(FieldDefinition field) => MostStars;

    protected override int Decimals(FieldDefinition field) => 0;

    protected override object Store(decimal value, FieldDefinition field) => (long)value;

    protected override void Write(Utf8JsonWriter writer, long value, FieldDefinition field) => writer.WriteNumberValue(value);

    protected override string Format(long value, FieldDefinition field, CultureInfo culture) => string.Create(culture, $"{value}/{field.Maximum}");

    protected override string Export(long value, FieldDefinition field) => value.ToString(CultureInfo.InvariantCulture);

    protected override Result<object> Check(long value, FieldDefinition field) => CheckLimits(value, field);
}
