using System.Text.Json.Nodes;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Journeys;

/// <summary>A host on one make of database, with two entities published over its API.</summary>
public abstract class JourneyHost(Func<Task<TestDatabase>> make) : IAsyncLifetime
{
    private const string Definitions = """
        { "definitions": [
          { "kind": "entity", "definition": { "name": "harbour", "plural": "harbours", "title": "Harbour", "type": "object", "required": ["name"],
            "properties": { "name": { "type": "string", "maxLength": 80 } } } },
          { "kind": "entity", "definition": { "name": "boat", "plural": "boats", "title": "Boat", "type": "object", "required": ["name"],
            "properties": {
              "name": { "type": "string", "maxLength": 80, "title": "Name" },
              "sign": { "type": "string", "maxLength": 20, "title": "Sign", "x-crm": { "unique": true } },
              "price": { "type": "number", "x-crm": { "kind": "money", "currency": "EUR", "scale": 2 } },
              "built": { "type": "string", "format": "date" },
              "harbour_id": { "type": "string", "format": "uuid", "x-crm": { "lookup": "harbour" } } },
            "x-crm": { "indexes": [["name"]] } } }
        ] }
        """;

    private TestDatabase? _database;
    private TestHost? _host;
    private HttpClient? _client;

    /// <exception cref="MissingServerException">The database is not to be had here.</exception>
    public HttpClient Client => _client ?? throw new MissingServerException();

    public async ValueTask InitializeAsync()
    {
        try
        {
            _database = await make();
        }
        catch (MissingServerException)
        {
            // Told by each test; from here it would count as a failure.
            return;
        }
        _host = TestHost.On(_database);
        _client = await _host.SignInAsync();
        await _client.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/import", JsonNode.Parse(Definitions));
        await _client.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/publish", new JsonObject());
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteJourneyHost() : JourneyHost(TestDatabases.Sqlite);

public sealed class PostgreSqlJourneyHost() : JourneyHost(TestDatabases.PostgreSql);
