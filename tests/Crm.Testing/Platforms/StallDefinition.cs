namespace Crm.Testing.Platforms;

/// <summary>One entity over the kinds of every shape.</summary>
public static class StallDefinition
{
    /// <summary>A market stall with a field of every kind that needs more than one column, a shape or a service of its own.</summary>
    public const string Json = """
        { "name": "stall", "plural": "stalls", "title": "Stall", "required": ["name"],
          "properties": {
            "name": { "type": "string" },
            "wares": { "type": "array", "uniqueItems": true, "items": { "type": "string", "enum": ["fruit", "fish", "cheese_100%"] }, "x-crm": { "labels": { "fruit": "Fresh fruit" }, "colors": { "fish": "#2a7fb8" } } },
            "notes": { "type": "string", "x-crm": { "kind": "rich_text" } },
            "share": { "type": "number", "x-crm": { "kind": "percent" } },
            "opens": { "type": "string", "format": "time" },
            "effort": { "type": "string", "format": "duration" },
            "stars": { "type": "integer", "x-crm": { "kind": "rating" } },
            "paint": { "type": "string", "x-crm": { "kind": "color" } },
            "settings": { "x-crm": { "kind": "json" } },
            "billing_address": { "type": "object", "x-crm": { "kind": "address" } },
            "place": { "type": "object", "x-crm": { "kind": "geo" } },
            "number": { "x-crm": { "kind": "auto_number", "pattern": "S-{0000}" } },
            "permit": { "x-crm": { "kind": "file", "accept": ["application/pdf", ".txt"], "maxBytes": 2000 } },
            "photo": { "x-crm": { "kind": "image" } } },
          "x-crm": { "display": "name", "indexes": [["billing_address.city", "name"]] } }
        """;
}
