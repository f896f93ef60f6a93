namespace Crm.Platform.Metadata.Layers;

/// <summary>An installed plugin's definitions, registered in the order in which plugins build on each other: the one others need comes first.</summary>
/// <remarks>A file may hold a whole definition of the plugin's own, or the difference to one that lies below: <c>{"name": "contact", "properties": {"points": {"type": "integer"}}}</c>.</remarks>
public interface IPluginDefinitions
{
    /// <summary>The plugin's id, which names its layer.</summary>
    string Id { get; }

    /// <summary>A folder laid out as <see cref="ShippedDefinitions"/> reads it.</summary>
    string Folder { get; }
}
