namespace Crm.Platform.Metadata.Layers;

/// <summary>One source of definitions. The lowest layer holds whole definitions; each one above holds its differences (RFC 7396) to what lies below.</summary>
/// <param name="Name"><see cref="Platform"/>, a plugin's id, or <see cref="Customisation"/>.</param>
public sealed record DefinitionLayer(string Name, DefinitionSet Definitions)
{
    public const string Platform = "platform";
    public const string Customisation = "customisation";
}
