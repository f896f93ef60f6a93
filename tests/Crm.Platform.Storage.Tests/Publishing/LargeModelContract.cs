using System.Text.RegularExpressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Testing.Databases;
using Crm.Testing.Models;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>Models with many entities, many fields and awkward names, alike on every database.</summary>
public abstract partial class LargeModelContract(Func<Task<TestDatabase>> database)
{
    private const int MostBytes = 63;

    private Task<TestPlatform> StartAsync() => TestPlatform.StartAsync(database);

    [Fact]
    public async Task Publish_TakesAModelWithCyclesAndSqlWords()
    {
        await using var platform = await StartAsync();
        var model = SyntheticModel.Of(40, 30);
        _ = (await platform.Get<IPublisher>().ImportAsync(model, Caller.Platform, CancellationToken.None)).Value;

        var published = await platform.PublishDraftAsync();

        Assert.True(published.IsSuccess, published.Failure?.Message);
        Assert.Equal(40, platform.Snapshot.Entities.Length);
        foreach (var entity in platform.Snapshot.Entities)
            await platform.AddAsync(entity.Name, ("rank", 2L), ("rank_before", 3L), ("select", true));
    }

    [Fact]
    public async Task Names_StayWithinWhatDatabasesAllow_WhateverIsRenamedOrRemoved()
    {
        await using var platform = await StartAsync();
        var (entity, one, other) = (new string('e', 60), new string('f', 60), new string('f', 59) + "g");
        await platform.DraftAsync($"{{'name':'{entity}','properties':{{'{one}':{{'type':'string','x-crm':{{'unique':true}}}},'{other}':{{'type':'string','x-crm':{{'index':true}}}}}},'x-crm':{{'indexes':[['{one}','{other}'],['{other}','{one}']]}}}}", "{'name':'note','properties':{'a':{'type':'string'}}}");
        var statements = new List<string>(await PublishAsync(platform));
        await platform.AddAsync(entity, (one, "1"), (other, "007"));

        await platform.PatchAsync(entity, $"{{'properties':{{'{one}':null,'{other}':{{'type':'integer'}}}},'x-crm':null}}");
        statements.AddRange(await PublishAsync(platform));
        await platform.DeleteAsync("entity", entity);
        statements.AddRange(await PublishAsync(platform));

        var names = statements.SelectMany(s => Words().Matches(s)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Contains(names, n => n.StartsWith("zz_eee", StringComparison.Ordinal));
        Assert.DoesNotContain(names, n => n.Length > MostBytes);
        Assert.Equal(3, (await platform.Get<IDefinitionStore>().TombstonesAsync(CancellationToken.None)).Length);
    }

    [Fact]
    public async Task Names_OfIndexesDiffer_WhereUnderscoresWouldMakeThemOne()
    {
        await using var platform = await StartAsync();
        const string indexed = "{'type':'string','x-crm':{'index':true}}";

        await platform.DefineAsync(
            $"{{'name':'a','properties':{{'b_c':{indexed},'b__c':{indexed},'b':{indexed},'c':{indexed}}},'x-crm':{{'indexes':[['b','c']]}}}}",
            $"{{'name':'a_b','properties':{{'c':{indexed},'c_':{indexed}}}}}",
            $"{{'name':'a__b','properties':{{'c':{indexed}}}}}");

        Assert.Equal(3, platform.Snapshot.Entities.Length);
    }

    [Fact]
    public async Task Entity_MayHaveHundredsOfFields()
    {
        await using var platform = await StartAsync();
        var fields = string.Join(',', Enumerable.Range(0, 320).Select(i => $"'field_{i}':{{'type':'string','title':'Same'}}"));
        await platform.DefineAsync($"{{'name':'wide','properties':{{{fields}}}}}");

        var id = await platform.AddAsync("wide", [.. Enumerable.Range(0, 320).Select(i => ($"field_{i}", (object?)$"value {i}"))]);

        Assert.Equal("value 319", (await platform.ReadAsync("wide", id))["field_319"]);
    }

    [Fact]
    public async Task Entity_NamesItsRecordsById_WhenNothingElseWould()
    {
        await using var platform = await StartAsync();
        await platform.DefineAsync("{'name':'reading','properties':{'value':{'type':'number'},'at':{'type':'string','format':'date-time'}}}");

        var id = await platform.AddAsync("reading", ("value", 1.5m));

        Assert.Equal(id.ToString(), (await platform.ReadAsync("reading", id)).Display);
    }

    private static async Task<IEnumerable<string>> PublishAsync(TestPlatform platform)
    {
        var plan = await platform.PlanAsync();
        var outcome = await platform.PublishDraftAsync([.. plan.Losses.Select(l => l.Id)]);
        Assert.True(outcome.IsSuccess, outcome.Failure?.Message);
        return plan.Operations.SelectMany(o => o.Ddl);
    }

    /// <summary>Not every database quotes plain names.</summary>
    [GeneratedRegex("\\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}

public sealed class SqliteLargeModelTests() : LargeModelContract(TestDatabases.Sqlite);

public sealed class PostgreSqlLargeModelTests() : LargeModelContract(TestDatabases.PostgreSql);
