using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Matching;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Looks at the stored values of one field, row by row.</summary>
internal sealed class FieldExamination(FieldMatch match, TargetNames names, IFieldKindRegistry kinds)
{
    private readonly ValueConversion _conversion = new(match.Before!, match.After, kinds);
    private readonly bool _isNarrower = ValueRules.AreNarrower(match.Before!, match.After);
    private readonly bool _losesTargets = ValueRules.LosesTargets(match.Before!, match.After);
    private bool _differs;

    /// <summary>What values were when the field's own values are computed anyway: those that do not fit may go.</summary>
    private bool IsComputed => match.After.IsComputed;

    public FieldMatch Match => match;

    /// <summary>Living records whose value does not fit.</summary>
    public Misfits Values { get; } = new();

    /// <summary>Living records without a value.</summary>
    public Misfits Empty { get; } = new();

    /// <summary>Records with a value, those in the trash included.</summary>
    public long Rows { get; private set; }

    /// <summary>Whether values must be written anew.</summary>
    public bool Converts => _conversion.ChangesColumn || _differs;

    /// <summary>Whether the new values do not tell the old ones.</summary>
    public bool IsLossy { get; private set; }

    /// <returns>The value as it will be, for keys to look at.</returns>
    public object? Look(Record record)
    {
        if (record[match.Column!] is not { } value)
        {
            if (record.DeletedAt is null)
                Empty.Add(record);
            return null;
        }

        Rows++;
        if (_losesTargets && record.DeletedAt is null && !names.Fits(match, record))
            Values.Add(record);
        if (!_isNarrower)
            return value;
        var converted = _conversion.Convert(value);
        _differs |= !value.Equals(converted.Value);
        IsLossy |= !converted.IsExact;
        // A record in the trash holds nothing up: what does not fit is kept aside.
        if (converted.Misfit is not null && record.DeletedAt is null && !IsComputed)
            Values.Add(record);
        return converted.Value;
    }
}
