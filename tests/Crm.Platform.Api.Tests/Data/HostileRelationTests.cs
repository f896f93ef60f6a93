using System.Net;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>What nobody would send but to see what happens: it is answered or refused, and never an error of the server.</summary>
public sealed class HostileRelationTests
{
    private const string Person = """{"name":"person","plural":"people","properties":{"name":{"type":"string"},"about_id":{"x-crm":{"lookup":"*"}}},"x-crm":{"relations":{"tags":{"manyToMany":"tag","inverse":"people","fields":{"weight":{"type":"integer"}}},"bills":{"children":"bill","via":"person_id"},"pass":{"one":"pass","via":"person_id"}}}}""";
    private const string Tag = """{"name":"tag","properties":{"name":{"type":"string"}}}""";
    private const string Pass = """{"name":"pass","plural":"passes","properties":{"code":{"type":"string"},"person_id":{"x-crm":{"lookup":"person","unique":true}}}}""";
    private const string Bill = """{"name":"bill","properties":{"name":{"type":"string"},"person_id":{"x-crm":{"lookup":"person"}}},"x-crm":{"relations":{"lines":{"owned":"line","via":"bill_id","sort":"place"}}}}""";
    private const string Line = """{"name":"line","required":["bill_id"],"properties":{"text":{"type":"string"},"place":{"type":"integer"},"bill_id":{"x-crm":{"lookup":"bill","onDelete":"cascade"}}}}""";

    private static readonly string[] Reads =
    [
        "people?$expand=tags,tags", "people?$expand=tags($top=0;$count=true)", "people?$expand=tags($top=2147483647)", "people?$expand=tags($top=99999999999)", "people?$expand=tags($top=-1)", "people?$expand=tags/$count", "people?$expand=tags/$ref", "people?$expand=*", "people?$expand=*($levels=3)", "people?$expand=tags($levels=max)",
        "people?$expand=tags($expand=people)", "people?$expand=tags($filter=people/any(p: p/tags/any()))", "people?$expand=tags($orderby=people/$count)", "people?$expand=tags($orderby=name;$select=name;$filter=name eq ';)(''')", "people?$expand=bills($expand=person($expand=about))", "people?$expand=about($expand=crm.tag/people)", "people?$expand=about/crm.tag", "people?$expand=about($select=crm.tag/name)",
        "people?$orderby=tags/$count", "people?$orderby=about", "people?$orderby=about/crm.tag/name", "people?$orderby=pass/code", "people?$filter=pass/code eq 'x'", "people?$filter=pass ne null", "people?$filter=about/crm.person/about/crm.person/about/crm.person/name eq 'x'", "people?$filter=about/crm.user/name eq 'x'", "people?$filter=about/crm.person_tags/weight gt 1", "people?$filter=about/crm.nothing/name eq 'x'", "people?$filter=about/crm.person/tags/any()",
        "people?$filter=tags/any(t: t/name eq name)", "people?$filter=tags/any(name: name/name eq 'x')", "people?$filter=tags/any(t: true)", "people?$filter=tags/all(t: false)", "people?$filter=tags/any(t: null)", "people?$filter=tags/any(t: t ne null)", "people?$filter=tags eq null", "people?$filter=tags/$count", "people?$filter=tags/$count eq null", "people?$filter=tags/$count in (1,2)", "people?$filter=tags/$count add tags/$count mul 999999999999 gt 0", "people?$filter=tags/$count div 0 eq 1", "people?$filter=not tags/all(t: not t/people/all(p: p/name eq 'x'))", "people?$filter=(tags/any() eq true) or (tags/any() eq false)", "people?$filter=tags/any(t: t/id in (00000000-0000-0000-0000-000000000000))", "people?$filter=$it/tags/any()", "people?$filter=tags/name eq 'x'",
        "people?$apply=filter(tags/any())/groupby((name))", "people?$apply=groupby((tags/name))", "people?$apply=aggregate(tags/$count as n)", "people?$apply=groupby((about/crm.tag/name),aggregate($count as n))", "people?$apply=groupby((about))", "people?$select=tags,about", "people?$compute=tags/$count as n&$select=n",
        "people({id})/tags?$expand=people&$count=true&$search=x", "people({id})/tags?$apply=aggregate($count as n)", "people({id})/tags?$skip=2147483647", "people({id})/tags/$count?$filter=people/any()", "people({id})/tags/$ref?$top=1", "people({id})/pass", "people({id})/pass/$count", "people({id})/pass/$ref", "people({id})/pass?$top=1", "people({id})/tags()", "people({id})/tags(x)/$ref", "people({id})/nothing", "people({id})/about", "people({id})/about/$ref", "people(name='x')/tags",
        "people?$search=\"\"", "people?$search=*", "people?$search=%00", "people?$search=a%00b", "people?$search='%3B--", "people?$search=\"a\"%20*%20OR%20NOT", "people?$search=NEAR(a b)", "people?$search=words:a", "people?$search=a:*%26!b|c", "people?$search=%F0%9F%8E%89", "people?$search=^a%2Bb{c}",
        "people?$deltatoken=x", "people?$deltatoken=bnVsbA", "people?$deltatoken=e30", "people?$deltatoken=eyJGcm9tIjo5MjIzMzcyMDM2ODU0Nzc1ODA3LCJVbnRpbCI6OTIyMzM3MjAzNjg1NDc3NTgwN30", "people?$deltatoken=eyJLZXB0IjoiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIiwiU2VudCI6MjE0NzQ4MzY0NywiRnJvbSI6MH0", "people({id})/tags?$deltatoken=e30", "people?$deltatoken=",
        "people/export", "people/export?format=xlsx&$orderby=about/crm.tag/name", "people/export?format=json&$select=name,name,about_id", "people/export?condition=tags", "people/export?condition=%28%28", "people/export?$top=0&format=xlsx", "people/export?$top=-1", "people/export?format=2", "people/export?$filter=tags/any()&condition=name%20%3D%3D%20%27x%27", "person_tags/export?format=ndjson", "people/export?$select=tags", "people/export?fields=x%0d%0aSet-Cookie:a", "people/export?$search=x&$top=5",
    ];

    private static readonly string[] Bodies =
    [
        """{"tags":null}""", """{"tags":{}}""", """{"tags":"x"}""", """{"tags":[null,1,"x",[],{}]}""", """{"tags":[{"id":1}]}""", """{"tags":[{"id":""}]}""", """{"tags":[{"@id":"tags("}]}""", """{"tags":[{"@id":")("}]}""", """{"tags":[{"@id":"people({id})"}]}""", """{"tags":[{"@removed":{}}]}""", """{"tags":[{"id":"{id}","@crm.link":null}]}""", """{"tags":[{"id":"{id}","@crm.link":[]}]}""", """{"tags":[{"id":"{id}","@crm.link":{"weight":"x","id":"{id}"}}]}""", """{"tags":[{"id":"{id}","name":"x"}]}""",
        """{"tags":[{"id":"{tag}","@crm.link":{"tag_id":null,"person_id":null}}]}""", """{"tags":[{"id":"{tag}","@crm.link":{"tag_id":"{id}","person_id":"{tag}"}}]}""", """{"tags@delta":[{"id":"{tag}","@removed":{}},{"id":"{tag}"}]}""", """{"tags@delta":[{"id":"{tag}","@removed":{},"@crm.link":{"x":1}}]}""", """{"tags@odata.bind":["tags({tag})","tags({tag})"]}""", """{"tags@odata.bind":[null,{}]}""", """{"tags@odata.bind":null}""", """{"tags":[],"tags@delta":[]}""",
        """{"pass":[]}""", """{"pass":{"id":null}}""", """{"pass":{"code":"x"}}""", """{"pass@delta":{"id":"{id}"}}""", """{"pass@odata.bind":"passes({id})"}""", """{"pass@odata.bind":[]}""", """{"bills":[{"id":"{id}"},{"id":"{id}"}]}""", """{"bills":[{"id":"{id}","lines":[]}]}""", """{"bills@delta":[{"@removed":{}}]}""",
        """{"about_id":"{tag}","about_type":"person"}""", """{"about_id":"{tag}","about_type":""}""", """{"about_id":"{tag}","about_type":"crm_search"}""", """{"about_id":"{tag}","about_type":"*"}""", """{"about_type":"tag"}""", """{"about_id":null,"about_type":"tag"}""", """{"about_id":"{tag}","about_type":null}""", """{"about@odata.bind":"x(1)"}""", """{"about@odata.bind":"person_tags({id})"}""", """{"about@odata.bind":"tags({tag})","about_type":"person"}""", """{"about@odata.bind":"tags({tag})","about_id":"{id}"}""", """{"about":{"@id":"tags({tag})"}}""", """{"about_id":"{tag}","about_type":5}""",
        """{"lines":[{"bill_id":null},{"place":9223372036854775807},{"place":1e400}]}""", """{"lines":[{"id":"{tag}"}]}""", """{"lines":[{"lines":[]}]}""", """{"lines@delta":[{"id":"{id}","@removed":{}},{"id":"{id}","@removed":{}}]}""", """{"lines@odata.bind":[]}""", """{"":[],"@delta":[],"@odata.bind":[]}""",
    ];

    [Fact]
    public async Task Reads_AreAnsweredOrRefused()
    {
        await using var stored = await StoredApiHost.StartDefinedAsync(("entity", Person), ("entity", Tag), ("entity", Pass), ("entity", Bill), ("entity", Line));
        var (id, _) = await RecordsAsync(stored);

        foreach (var address in Reads.Select(r => "/api/data/" + r.Replace("{id}", id.ToString(), StringComparison.Ordinal)))
            foreach (var prefer in new[] { "", "odata.track-changes" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (prefer.Length > 0)
                    request.Headers.Add("Prefer", prefer);
                using var answer = await stored.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
                await RefuseErrorAsync(answer, address);
            }
    }

    [Fact]
    public async Task Bodies_AreTakenOrRefused()
    {
        await using var stored = await StoredApiHost.StartDefinedAsync(("entity", Person), ("entity", Tag), ("entity", Pass), ("entity", Bill), ("entity", Line));
        var (id, tag) = await RecordsAsync(stored);
        var bill = await stored.AddAsync("bill", ("name", "B"));

        foreach (var body in Bodies.Select(b => b.Replace("{id}", id.ToString(), StringComparison.Ordinal).Replace("{tag}", tag.ToString(), StringComparison.Ordinal)))
            foreach (var (method, address) in new[] { (HttpMethod.Post, "people"), (HttpMethod.Patch, $"people({id})"), (HttpMethod.Post, "bills"), (HttpMethod.Patch, $"bills({bill})"), (HttpMethod.Put, $"people({id})/tags/$ref"), (HttpMethod.Post, $"people({id})/pass/$ref"), (HttpMethod.Post, "people/bulk") })
            {
                using var answer = await stored.Host.SendAsync(method, "/api/data/" + address, body);
                await RefuseErrorAsync(answer, $"{method} {address} {body}");
            }
    }

    private static async Task<(Guid Person, Guid Tag)> RecordsAsync(StoredApiHost stored)
    {
        var (person, tag) = (await stored.AddAsync("person", ("name", "Ann")), await stored.AddAsync("tag", ("name", "x")));
        await stored.AddAsync("person_tags", ("person_id", person), ("tag_id", tag));
        return (person, tag);
    }

    private static async Task RefuseErrorAsync(HttpResponseMessage answer, string asked) =>
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError || answer.StatusCode == HttpStatusCode.NotImplemented, $"{asked}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
}
