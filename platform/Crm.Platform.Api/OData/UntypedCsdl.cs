using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Crm.Platform.Api.OData;

/// <summary>Puts <c>Edm.Untyped</c> where the model has its stand-in, in either form of <c>$metadata</c>.</summary>
internal static class UntypedCsdl
{
    public const string Untyped = "Edm.Untyped";

    /// <summary>Begins with a capital, as no entity's name may.</summary>
    public const string StandIn = "Untyped";

    private const string FullName = $"{EdmModelFactory.Namespace}.{StandIn}";

    public static void Mend(XDocument csdl)
    {
        csdl.Descendants().Where(e => e.Name.LocalName == "TypeDefinition" && (string?)e.Attribute("Name") == StandIn).Remove();
        foreach (var type in csdl.Descendants().Attributes("Type").Where(a => a.Value == FullName))
            type.Value = Untyped;
    }

    public static void Mend(JsonObject csdl)
    {
        if (csdl[EdmModelFactory.Namespace] is not JsonObject schema)
            return;
        schema.Remove(StandIn);
        foreach (var property in schema.Select(e => e.Value).OfType<JsonObject>().SelectMany(e => e.Select(p => p.Value)).OfType<JsonObject>())
            if (property["$Type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == FullName)
                property["$Type"] = Untyped;
    }
}
