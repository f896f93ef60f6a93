namespace Crm.Platform.Api.Tests.Rights;

/// <summary>
/// A hidden value must not be inferable. Two worlds differ only in what the sender may not know: a hidden field's value, the name of a
/// record out of reach, how many of those there are. Whatever the sender tries, one after the other, both must answer alike.
/// </summary>
public sealed class SecrecyTests
{
    private static readonly string[] Filters =
    [
        "revenue gt 50", "revenue eq null", "revenue ne null", "full_name eq 'x'", "last_name eq 'Aardvark'", "last_name gt 'M'", "contains(last_name,'a')", "email eq 'theirs@x.org'", "age gt 1",
        "account/name eq 'Aardvark'", "account/name eq null", "account/name gt 'M'", "account/industry eq 'public'", "owner/name eq 'Bob'", "account_id eq 00000000-0000-7000-8000-000000000012",
        "kin gt 50", "account/wealth gt 50", "guess ne null", "status eq 'won'", "id eq 00000000-0000-7000-8000-000000000002", "startswith(account/name,'A')", "not contains(account/name,'A')", "created_by/name eq 'x'", "last_name in ('Aardvark','Zebra')",
        "about/crm.account/name eq 'Aardvark'", "about/crm.account/name eq null", "about/crm.account/name gt 'M'", "about/crm.account/industry eq 'public'", "about/crm.contact/revenue gt 50", "about/crm.account ne null", "about/crm.user/name eq 'Bob'", "hint eq 'Aardvark'", "about_type eq 'account'",
    ];

    private static readonly string[] Queries =
    [
        "", "?$count=true", "?$orderby=last_name", "?$orderby=last_name desc", "?$orderby=revenue", "?$orderby=account/name,last_name", "?$orderby=account/industry", "?$select=last_name,revenue", "?$select=revenue",
        "?$expand=account", "?$expand=account,owner,created_by", "?$expand=account($select=industry)", "?$expand=account($select=name)", "?$search=Aardvark", "?$search=Zebra", "?$search=100", "?$search=Mine",
        "?$search=Aardv", "?$search=Zeb&$count=true", "?$search=NOT Aardvark", "?$search=NOT Zebra&$count=true", "?$search=Mine OR Aardvark", "?$search=Mine NOT (Aardvark OR 100)", "?$search=\"Mine\"", "?$search=\"Zebra\" OR NOT Zebra",
        "?$top=1", "?$top=1&$orderby=last_name", "?$skip=1", "?$skip=2&$count=true", "?$top=0&$count=true", "?$orderby=full_name", "?$filter=revenu gt 5",
        "?$expand=about", "?$expand=about,account", "?$expand=about($select=crm.account/industry)", "?$orderby=about/crm.account/name,last_name", "?$orderby=about/crm.contact/revenue", "?$select=hint",
    ];

    private static readonly string[] Groups =
    [
        "aggregate($count as n)", "aggregate(revenue with sum as x)", "aggregate(revenue with countdistinct as x)", "aggregate(kin with max as x)", "aggregate(guess with average as x)", "aggregate(doubled with min as x)", "aggregate(full_name with countdistinct as x)",
        "aggregate(age with sum as x,age with average as y,last_name with countdistinct as z)", "aggregate(account/wealth with sum as x)", "aggregate(account/name with countdistinct as x)", "aggregate(account/industry with countdistinct as x)", "aggregate(owner/name with countdistinct as x)",
        "aggregate(account_id with countdistinct as x)", "aggregate(revenu with sum as x)", "aggregate($count as revenue)", "aggregate(last_name with max as x)",
        "groupby((last_name))", "groupby((last_name),aggregate($count as n))", "groupby((revenue),aggregate($count as n))", "groupby((full_name))", "groupby((kin))", "groupby((account/name),aggregate($count as n))", "groupby((account/industry),aggregate($count as n))", "groupby((account/wealth))",
        "groupby((owner/name))", "groupby((account_id),aggregate($count as n))", "groupby((status),aggregate($count as n))", "groupby((age,account/name))", "groupby((id))", "groupby((about_type),aggregate($count as n))", "groupby((about/crm.account/name),aggregate($count as n))", "groupby((hint))", "groupby((created_by/name))",
        "filter(revenue gt 50)/aggregate($count as n)", "filter(account/name eq 'Aardvark')/aggregate($count as n)", "filter(last_name eq 'Zebra')/groupby((last_name),aggregate($count as n))", "filter(account/industry eq 'public')/aggregate($count as n)", "filter(last_name gt 'M')",
        "groupby((last_name),aggregate($count as n))/filter(n gt 1)", "groupby((account/name),aggregate($count as n))/filter(account/name eq null)", "groupby((status),aggregate(revenue with sum as x))/filter(x gt 50)", "groupby((status),aggregate($count as n))/filter(revenue gt 50)",
    ];

    public static TheoryData<string> Parts => ["lists", "groups", "records", "writes", "imports", "documents"];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Answers_AreTheSame_WhateverTheSecretsAre(string part)
    {
        await using var one = await World.StartAsync("Aardvark", 100m, others: 1);
        await using var other = await World.StartAsync("Zebra", 7m, others: 4);

        foreach (var door in Doors(part))
        {
            var (first, second) = (await one.AskAsync(door), await other.AskAsync(door));
            Assert.True(first == second, $"{door}\n{first}\n{second}");
            foreach (var secret in new[] { "Aardvark", "Zebra", "100.00" }.Where(s => !door.ToString().Contains(s, StringComparison.Ordinal)))
                Assert.DoesNotContain(secret, first, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answers_WouldDiffer_ForSomebodyWhoMayKnow()
    {
        await using var one = await World.StartAsync("Aardvark", 100m, others: 1);
        await using var other = await World.StartAsync("Zebra", 7m, others: 4);

        // Own values do show, so the comparison above compares something.
        Assert.Contains("\"last_name\":\"Mine\"", await one.AskAsync(new Door("GET", "/api/data/contacts")), StringComparison.Ordinal);
        Assert.NotEqual(await one.AskAsync(new Door("GET", "/api/data/contacts", Header: "X-Roles: ,user")), await other.AskAsync(new Door("GET", "/api/data/contacts", Header: "X-Roles: ,user")));
        var sums = new Door("GET", "/api/data/contacts?$apply=groupby((account/name),aggregate(revenue with sum as x))");
        Assert.NotEqual(await one.AskAsync(sums with { Header = "X-Roles: ,user" }), await other.AskAsync(sums with { Header = "X-Roles: ,user" }));
        Assert.Contains("\"value\":[{\"account\":{\"name\":null},\"n\":1}]", await one.AskAsync(new Door("GET", "/api/data/contacts?$apply=groupby((account/name),aggregate($count as n))")), StringComparison.Ordinal);
    }

    private static IEnumerable<Door> Doors(string part) => part switch
    {
        "lists" => Lists(),
        "groups" => Sums(),
        "records" => Records(),
        "writes" => Writes(),
        "imports" => Imports(),
        _ => Documents(),
    };

    private static IEnumerable<Door> Lists()
    {
        foreach (var query in Queries)
            yield return new Door("GET", "/api/data/contacts" + query);
        foreach (var filter in Filters)
        {
            yield return new Door("GET", $"/api/data/contacts?$filter={filter}&$count=true");
            yield return new Door("GET", $"/api/data/contacts/$count?$filter={filter}");
        }
        foreach (var query in new[] { "", "?$count=true", "?$search=Aardvark", "?$filter=name eq 'Zebra'", "?$filter=industry eq 'public'", "?$orderby=name", "?$select=industry" })
            yield return new Door("GET", "/api/data/accounts" + query);
    }

    private static IEnumerable<Door> Sums()
    {
        foreach (var apply in Groups)
        {
            yield return new Door("GET", $"/api/data/contacts?$apply={apply}&$count=true");
            yield return new Door("GET", $"/api/data/contacts/$count?$apply={apply}");
            yield return new Door("GET", $"/api/data/contacts?$apply={apply}&$search=Aardvark");
        }
        foreach (var order in new[] { "revenue", "account/wealth", "n desc", "last_name" })
            yield return new Door("GET", $"/api/data/contacts?$apply=groupby((last_name),aggregate($count as n))&$orderby={order}&$filter=n gt 0");
        foreach (var apply in new[] { "aggregate($count as n)", "groupby((name),aggregate($count as n))", "groupby((industry))", "aggregate(wealth with sum as x)" })
            yield return new Door("GET", $"/api/data/accounts?$apply={apply}");
        yield return new Door("GET", "/api/data/users?$apply=aggregate($count as n)");
    }

    private static IEnumerable<Door> Records()
    {
        foreach (var id in new[] { World.Mine, World.Theirs, Guid.Empty })
            foreach (var tail in new[] { "", "?$expand=account", "?$select=revenue", "/access", "/shares", $"/access?user={World.Bob}" })
                yield return new Door("GET", $"/api/data/contacts/{id}{tail}");
        foreach (var tag in new[] { "W/\"1\"", "W/\"2\"", "*", "W/\"1\", W/\"2\"" })
            foreach (var id in new[] { World.Mine, World.Theirs })
                yield return new Door("GET", $"/api/data/contacts/{id}", Header: $"If-None-Match: {tag}");
        foreach (var id in new[] { World.Shown, World.Closed })
            yield return new Door("GET", $"/api/data/accounts/{id}");
    }

    private static IEnumerable<Door> Writes()
    {
        foreach (var id in new[] { World.Theirs, World.Mine })
        {
            foreach (var body in new[] { """{"revenue":1}""", """{"full_name":"x"}""", """{"age":1}""", """{"last_name":null}""", """{"account_id":"00000000-0000-7000-8000-000000000012"}""",
                """{"account_id":"00000000-0000-7000-8000-0000000000ff"}""", """{"account@odata.bind":"accounts(00000000-0000-7000-8000-000000000011)"}""", """{"account_id":null}""", """{"status":"won"}""",
                $$"""{"owner_id":"{{World.Bob}}"}""", """{"email":"theirs@x.org"}""", """{"first_name":"New"}""" })
                yield return new Door("PATCH", $"/api/data/contacts/{id}", body);
            yield return new Door("PATCH", $"/api/data/contacts/{id}", """{"first_name":"Tagged"}""", "If-Match: W/\"1\"");
            yield return new Door("PATCH", $"/api/data/contacts/{id}", """{"first_name":"Tagged"}""", "If-Match: W/\"1\", W/\"9\"");
            yield return new Door("POST", $"/api/data/contacts/{id}/restore");
            yield return new Door("DELETE", $"/api/data/contacts/{id}", Header: "If-Match: W/\"77\"");
            yield return new Door("POST", $"/api/data/contacts/{id}/shares", $$"""{"user":"{{World.Bob}}"}""");
        }
        foreach (var body in new[] { """{"last_name":"N","revenue":5}""", """{"last_name":"N","status":"won"}""", """{"last_name":"N","email":"theirs@x.org"}""", """{"last_name":"N"}""", """{"last_name":"N","account_id":"00000000-0000-7000-8000-000000000012"}""" })
            yield return new Door("POST", "/api/data/contacts", body);
        yield return new Door("POST", "/api/data/contacts", """{"last_name":"N","account_id":"00000000-0000-7000-8000-000000000011"}""");
        yield return new Door("POST", "/api/data/accounts", """{"name":"A"}""");
        yield return new Door("DELETE", $"/api/data/contacts/{World.Theirs}");
        yield return new Door("DELETE", $"/api/data/contacts/{World.Mine}");
        yield return new Door("GET", $"/api/data/contacts/{World.Mine}");
        yield return new Door("POST", $"/api/data/contacts/{World.Mine}/restore");
    }

    private static IEnumerable<Door> Imports()
    {
        foreach (var name in new[] { "Aardvark", "Zebra", "Shown", "Aardvarc", "Zebrra" })
            yield return new Door("POST", "/api/imports", """{"entity":"contact","dryRun":true,"columns":{"last_name":"last_name","account":{"field":"account","key":"name"}}}""", Csv: $"last_name,account\nX,{name}\n");
        yield return new Door("POST", "/api/imports", """{"entity":"contact","dryRun":true}""", Csv: "last_name,revenue,full_name,industry\nX,1,y,z\n");
        yield return new Door("POST", "/api/imports", """{"entity":"contact","dryRun":true,"columns":{"a":"revenue"}}""", Csv: "a\n1\n");
        yield return new Door("POST", "/api/imports", """{"entity":"contact","dryRun":true,"columns":{"a":"last_name","b":{"field":"account","key":"industry"}}}""", Csv: "a,b\n1,public\n");
        yield return new Door("POST", "/api/imports", """{"entity":"user","dryRun":true}""", Csv: "name\nX\n");
        yield return new Door("POST", "/api/imports", """{"entity":"order","dryRun":true}""", Csv: "name\nX\n");
    }

    private static IEnumerable<Door> Documents()
    {
        yield return new Door("GET", "/api/openapi.json");
        yield return new Door("GET", "/api/data");
        yield return new Door("GET", "/api/data/$metadata");
        yield return new Door("GET", "/api/data/$metadata?$format=json");
        yield return new Door("GET", "/api/data/users");
        yield return new Door("GET", "/api/metadata/entities");
        yield return new Door("GET", "/api/metadata/roles");
        yield return new Door("GET", "/api/imports");
    }
}
