using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Tests.Definitions;

public sealed class ShippedDefinitionTests
{
    [Fact]
    public async Task Shipped_MakeAWholeModel_WithoutAProblem()
    {
        var shipped = await Shipped.ReadAsync();
        var reading = Reading.Models.Read(1, shipped.Definitions);

        Assert.Empty(shipped.Problems);
        Assert.Empty(reading.Problems.Select(p => p.ToString()));
        Assert.Equal(["account", "account_tags", "case", "contact", "contact_tags", "deal", "lead", "product", "quote", "quote_line", "tag", "task", "team", "user"], reading.Snapshot.Entities.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["sales", "service"], reading.Snapshot.Apps.Select(a => a.Name));
    }

    [Fact]
    public async Task EveryShippedEntity_HasAFormAndADefaultView()
    {
        var snapshot = Reading.Models.Read(1, (await Shipped.ReadAsync()).Definitions).Snapshot;

        Assert.All(snapshot.Entities.Where(snapshot.StandsAlone), entity =>
        {
            Assert.Contains(snapshot.Forms, f => f.Entity == entity.Name);
            Assert.True(snapshot.ViewsOf(entity)[0].Default);
            Assert.Contains(entity.DisplayField, snapshot.ViewsOf(entity)[0].Columns[0].Field, StringComparison.Ordinal);
        });
        Assert.True(snapshot.Entity(SystemFields.UserEntity)!.System);
    }

    [Theory]
    [InlineData("deal", "sales_agent", "text")]
    [InlineData("deal", "external_id", "text")]
    [InlineData("deal", "amount", "money")]
    [InlineData("deal", "engage_date", "date")]
    [InlineData("deal", "product_id", "lookup")]
    [InlineData("account", "sector", "text")]
    [InlineData("account", "annual_revenue", "money")]
    [InlineData("account", "parent_account_id", "lookup")]
    [InlineData("product", "series", "text")]
    public async Task Shipped_HaveAPlaceForRealData(string entity, string field, string kind) =>
        Assert.Equal(kind, Reading.Models.Read(1, (await Shipped.ReadAsync()).Definitions).Snapshot.Entity(entity)!.Field(field)?.Kind);

    [Fact]
    public async Task Folder_GoesOnWithout_WhenFilesAreBad()
    {
        var folder = Directory.CreateTempSubdirectory("metadata").FullName;
        await WriteAsync(folder, "x/entities/good.json", "{\"name\":\"good\",\"properties\":{}}");
        await WriteAsync(folder, "x/entities/broken.json", "{\"name\": ");
        await WriteAsync(folder, "x/entites/typo.json", "{}");
        await WriteAsync(folder, "schema/entity.schema.json", "{}");

        var shipped = await ShippedDefinitions.ReadAsync(folder, CancellationToken.None);
        Directory.Delete(folder, recursive: true);

        Assert.Equal("good", Assert.Single(shipped.Definitions).Name);
        Assert.Equal(["x/entites/typo.json definition.kind", "x/entities/broken.json definition.json"], shipped.Problems.Select(p => $"{p.File} {p.Problem.Code}"));
    }

    [Fact]
    public async Task Folder_IsEmpty_WhenThereIsNone() => Assert.Empty((await ShippedDefinitions.ReadAsync("/nowhere/at/all", CancellationToken.None)).Definitions);

    [Fact]
    public async Task Reading_NeverThrows_WhateverHappensToADefinition()
    {
        var random = new Random(20260301);
        var shipped = (await Shipped.ReadAsync()).Definitions;
        for (var round = 0; round < 1_000; round++)
        {
            var original = shipped[random.Next(shipped.Length)];
            var mutated = original with { Json = Mutate(original.Json.DeepClone().AsObject(), random) };

            var alone = Reading.Reader.Check(mutated.Kind, mutated.Json);
            Assert.True(alone.IsSuccess || ((Invalid)alone.Failure).Problems.All(p => p.Message.Length > 0));
            if (round % 10 == 0)
                Assert.NotEmpty(Reading.Models.Read(1, [.. shipped.Where(d => d != original), mutated]).Snapshot.Entities);
        }
    }

    private static JsonObject Mutate(JsonObject json, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var places = Places(json).ToList();
            if (places.Count == 0)
                break;
            var (parent, key) = places[random.Next(places.Count)];
            Change(parent, key, random);
        }

        return json;
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode? node) => node switch
    {
        JsonObject json => json.ToList().SelectMany(p => Places(p.Value).Prepend((json, p.Key))),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(i => Places(items[i]).Prepend((items, i))),
        _ => [],
    };

    private static void Change(JsonNode parent, object key, Random random)
    {
        string[] values = ["null", "1", "-1.5", "1e300", "\"\"", "\"x\"", "\"name\"", "\"zz_a\"", "\"a.b.c\"", "\"(\"", "true", "[]", "[null]", "[[\"a\"]]", "{}", "{\"field\":5}", "{\"x-crm\":{}}", "[1,\"a\",{}]"];
        var value = JsonNode.Parse(values[random.Next(values.Length)]);
        if (parent is JsonArray items)
            items[(int)key] = value;
        else if (random.Next(4) == 0)
            parent.AsObject().Remove((string)key);
        else if (random.Next(6) == 0)
            parent[(string)key + "_"] = value;
        else
            parent[(string)key] = value;
    }

    private static Task WriteAsync(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text);
    }
}
