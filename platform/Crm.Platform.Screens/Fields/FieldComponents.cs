using System.Collections.Frozen;

namespace Crm.Platform.Screens.Fields;

/// <summary>Which component stands for a kind of field; the last registration of a kind wins.</summary>
internal sealed class FieldComponents(IEnumerable<FieldComponent> registrations, FieldComponentUse use, Type fallback) : IFieldDisplayRegistry, IFieldEditorRegistry
{
    private readonly FrozenDictionary<string, Type> _byKind = registrations.Where(r => r.Use == use)
        .GroupBy(r => r.Kind, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Last().Component, StringComparer.Ordinal);

    public Type For(string kind) => _byKind.GetValueOrDefault(kind) ?? fallback;
}

/// <summary>One registration.</summary>
internal sealed record FieldComponent(string Kind, FieldComponentUse Use, Type Component);

internal enum FieldComponentUse { Display, Editor }
