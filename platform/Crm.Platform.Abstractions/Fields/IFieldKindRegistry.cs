namespace Crm.Platform.Abstractions;

/// <summary>The registered field kinds by id.</summary>
public interface IFieldKindRegistry
{
    /// <summary>The kind, or <see langword="null"/> when none is registered under that id.</summary>
    IFieldKind? Find(string id);

    /// <summary>The kind of a field of a published entity.</summary>
    /// <exception cref="InvalidOperationException">No such kind: a published field always has one.</exception>
    IFieldKind Get(FieldDefinition field) => Find(field?.Kind ?? throw new ArgumentNullException(nameof(field)))
        ?? throw new InvalidOperationException($"Field kind '{field.Kind}' is not registered.");
}
