using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Fields;

/// <summary>One field while somebody edits it. What was typed is kept even where it cannot be read.</summary>
public sealed class FieldDraft
{
    private readonly IFieldKind _kind;

    public FieldDraft(FieldDefinition field, IFieldKind kind, object? value)
    {
        Field = field;
        _kind = kind;
        Original = value;
        Value = value;
    }

    public FieldDefinition Field { get; }

    /// <summary>As stored; null in a new record.</summary>
    public object? Original { get; }

    /// <summary>As it would be saved.</summary>
    public object? Value { get; private set; }

    /// <summary>Text that could not be read as a value, or <see langword="null"/>.</summary>
    public string? Typed { get; private set; }

    /// <summary>What is wrong with it, in one sentence; <see langword="null"/> when nothing is known to be.</summary>
    public string? Problem { get; private set; }

    /// <summary>The record a lookup points at now, where it is known.</summary>
    public Record? Target { get; private set; }

    public bool IsChanged => Typed is not null || !Equals(Original, Value);

    /// <summary>Raised after a change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>The value as its editor shows it: without currency, so that it can be typed over.</summary>
    public string Text => Typed ?? Value switch
    {
        null => "",
        decimal number => number.ToString("#,0.########", CultureInfo.CurrentCulture),
        long number => number.ToString(CultureInfo.CurrentCulture),
        DateOnly day => day.ToString("d", CultureInfo.CurrentCulture),
        _ => Formatted,
    };

    /// <summary>The value as it is shown when nobody edits it; empty when unset.</summary>
    public string Formatted => Value is null ? "" : _kind.Format(Value, Field, CultureInfo.CurrentCulture);

    /// <summary>Takes what was typed; text that cannot be read stays, with the reason.</summary>
    public void Type(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Set(null);
            return;
        }
        var read = _kind.Parse(text, Field, CultureInfo.CurrentCulture);
        if (read.IsSuccess)
            Set(read.Value);
        else
            Reject(text, read.Failure.Message);
    }

    /// <summary>Takes one part of a value made of parts; null unsets it.</summary>
    public void SetPart(string part, object? value)
    {
        var parts = (Value as CompositeValue ?? CompositeValue.Empty).With(part, value);
        Set(parts.IsUnset ? null : parts);
    }

    /// <summary>Takes a value of the kind's CLR type.</summary>
    public void Set(object? value, Record? target = null)
    {
        Typed = null;
        Problem = null;
        Value = value;
        Target = target;
        Changed?.Invoke();
    }

    /// <summary>Keeps text that cannot be read.</summary>
    public void Reject(string text, string problem)
    {
        Typed = text;
        Problem = problem;
        Changed?.Invoke();
    }

    /// <summary>Notes a problem found elsewhere, with the value left as it is.</summary>
    public void Report(string? problem) => Problem = problem;

    /// <summary>Tells what the present value of a lookup points at.</summary>
    public void Know(Record? target) => Target = target;
}
