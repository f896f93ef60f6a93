namespace Crm.Platform.Abstractions;

/// <summary>The registered field kinds by id.</summary>
public interface IFieldKindRegistry
{
    /// <summary>The kind, or <see langword="null"/> when none is registered under that id.</summary>
    IFieldKind? Find(string id);

    /// <summary>Every registered kind.</summary>
    IReadOnlyCollection<IFieldKind> All => [];

    /// <summary>The kind a schema means without naming it (<c>string:email</c>), or <see langword="null"/>.</summary>
    IFieldKind? Recognize(string form) => All.FirstOrDefault(kind => kind.Recognized == form);

    /// <summary>The kind of a field of a published entity.</summary>
    /// <exception cref="InvalidOperationException">No such kind: a published field always has one.</exception>
    IFieldKind Get(FieldDefinition field) => Find(field?.Kind ?? throw new ArgumentNullException(nameof(field)))
        ?? throw new InvalidOperationException($"Field kind '{field.Kind}' is not registered.");
}
