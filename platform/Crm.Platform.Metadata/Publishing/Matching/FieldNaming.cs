using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Matching;

/// <summary>Fields under other names, with the parts of those that have some.</summary>
public static class FieldNaming
{
    /// <summary>The same field by another name; <c>billing_address.city</c> follows its address.</summary>
    public static FieldDefinition Called(this FieldDefinition field, string name)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Name == name ? field : field with { Name = name, Parts = [.. field.Parts.Select(p => p with { Name = $"{name}.{p.Part}" })] };
    }

    /// <summary>The fields with columns: itself, or its parts; none of one that is computed when it is read.</summary>
    public static IEnumerable<FieldDefinition> Columns(this FieldDefinition field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.IsVirtual ? [] : field.Parts.IsEmpty ? [field] : field.Parts;
    }

    /// <summary>A field or part of one, by the present name of its field; <see langword="null"/> where that is not known.</summary>
    /// <param name="present">Present names of fields by the old ones.</param>
    public static string? Follow(string name, Func<string, string?> present)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(present);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? present(name) : present(name[..dot]) is { } field ? field + name[dot..] : null;
    }
}
