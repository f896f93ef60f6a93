using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Metadata.Tests.Definitions;

/// <summary>Whatever stands in a definition, reading it gives the definition or says at which place it cannot; it never fails.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e999", "-1e-999", "99999999999999999999999", "2147483648", "\"\"", "\"a\"", "\"Name\"", "\"select\"", "\"\\u0000\"", "\"\\ud800\"", "\"é\"", "\"(((\"", "\"[\"", "\"a.b.c.d\"", "\"x == \"",
        "[]", "[[]]", "[null]", "[1,\"a\",{}]", "{}", "{\"a\":{}}", "{\"x-crm\":null}", "{\"x-crm\":{\"lookup\":[]}}", "{\"type\":[\"string\",\"null\"]}", "{\"field\":5}", "{\"enum\":[1,1]}", "{\"$ref\":\"#\"}", "{\"\":\"\"}",
    ];

    private static readonly string[] Names = ["name", "type", "properties", "required", "x-crm", "lookup", "enum", "format", "title", "default", "columns", "sections", "tabs", "fields", "filter", "sort", "items", "keys", "indexes", "display", "formula", "kind", "scale", "pattern", "renamedFrom", "__proto__", "$schema", "NAME", "é"];

    [Fact]
    public async Task Model_IsReadOrToldWhy_WhateverIsInIt()
    {
        var random = NewRandom();
        var shipped = (await Shipped.ReadAsync()).Definitions;
        for (var round = 0; round < 1500; round++)
        {
            var at = random.Next(shipped.Length);
            var json = shipped[at].Json.DeepClone().AsObject();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Spoil(json, random);
            AssertToldWhy(shipped.SetItem(at, shipped[at] with { Json = json }), shipped[at], json);
        }
    }

    [Fact]
    public async Task Text_IsReadOrRefused_WhateverIsInIt()
    {
        var random = NewRandom();
        var texts = (await Shipped.ReadAsync()).Definitions.Select(d => d.Json.ToJsonString()).ToList();
        for (var round = 0; round < 5000; round++)
        {
            var text = Torn(texts[random.Next(texts.Count)], random);

            var read = DefinitionText.Parse(text);

            Assert.True(read.IsSuccess || Reading.Problems(read).Count > 0, text);
        }
    }

    private static void AssertToldWhy(IReadOnlyList<StoredDefinition> definitions, StoredDefinition spoiled, JsonObject json)
    {
        try
        {
            var reading = Reading.Models.Read(1, definitions);
            var problems = reading.Problems.Where(p => p.Kind == spoiled.Kind && p.Name == spoiled.Name).ToList();
            var isThere = spoiled.Kind switch
            {
                "entity" => reading.Snapshot.Entity(spoiled.Name) is not null,
                "form" => reading.Snapshot.Forms.Any(f => f.Name == spoiled.Name),
                "view" => reading.Snapshot.Views.Any(v => v.Name == spoiled.Name),
                "rule" => reading.Snapshot.Rules.Any(r => r.Name == spoiled.Name),
                "role" => reading.Snapshot.Roles.Any(r => r.Name == spoiled.Name),
                _ => reading.Snapshot.Apps.Any(a => a.Name == spoiled.Name),
            };
            Assert.True(isThere || problems.Count > 0, $"{spoiled.Kind} {spoiled.Name} is gone without a word: {DefinitionText.Of(json)}");
            Assert.All(problems, p => Assert.True(p.Problem.Path.Length > 0 || p.Problem.Code is "definition.json" or "definition.characters" or "definition.depth" or "definition.duplicate", p.ToString()));
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{fault.GetType().Name}: {fault.Message}\n{fault.StackTrace}\n{spoiled.Kind} {spoiled.Name}");
        }
    }

    /// <summary>Replaces, removes, adds or moves one thing somewhere.</summary>
    private static void Spoil(JsonObject root, Random random)
    {
        var (parent, key) = Somewhere(root, random);
        var value = random.Next(12) == 0 ? Deep(random.Next(10, 80)) : JsonNode.Parse(Values[random.Next(Values.Length)]);
        if (parent is JsonObject owner)
        {
            if (random.Next(5) == 0)
                owner.Remove((string)key);
            else
                owner[random.Next(4) == 0 ? Names[random.Next(Names.Length)] : (string)key] = value;
        }
        else if (parent is JsonArray list)
        {
            if (random.Next(3) == 0)
                list.Add(value);
            else
                list[(int)key] = value;
        }
    }

    private static (JsonNode Parent, object Key) Somewhere(JsonObject root, Random random)
    {
        var places = new List<(JsonNode, object)>();
        void Walk(JsonNode? node)
        {
            if (node is JsonObject owner)
                foreach (var (name, value) in owner)
                {
                    places.Add((owner, name));
                    Walk(value);
                }
            else if (node is JsonArray list)
                for (var i = 0; i < list.Count; i++)
                {
                    places.Add((list, i));
                    Walk(list[i]);
                }
        }

        Walk(root);
        return places.Count == 0 ? (root, "name") : places[random.Next(places.Count)];
    }

    private static JsonArray Deep(int levels)
    {
        var root = new JsonArray();
        var list = root;
        for (var i = 0; i < levels; i++)
        {
            var inner = new JsonArray();
            list.Add(inner);
            list = inner;
        }

        return root;
    }

    private static string Torn(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(5) switch
        {
            0 => text[..at],
            1 => text.Remove(at, Math.Min(random.Next(1, 5), text.Length - at)),
            2 => text.Insert(at, Values[random.Next(Values.Length)]),
            3 => text.Insert(at, ((char)random.Next(0, 0x10000)).ToString()),
            _ => new string('[', random.Next(1, 200)) + text,
        };
    }

    private Random NewRandom()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
