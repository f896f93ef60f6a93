using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;

namespace Crm.Benchmarks.Cases;

/// <summary>The same over HTTP: the data API against hand-written endpoints.</summary>
internal static class HttpCases
{
    private const string Ok = "200";
    private const string Created = "201";

    public static IEnumerable<IBenchmark> Of(BenchmarkHost host)
    {
        var client = new LeanClient(host.Address, host.Token);
        var luck = new Random(2);
        yield return new Comparison("HTTP: get by id", 0.8,
            () => client.SendAsync(client.Request("GET", $"/api/data/contacts({Any(host, luck)})"), Ok),
            () => client.SendAsync(client.Request("GET", $"/plain/contacts/{Any(host, luck)}"), Ok));
        var list = client.Request("GET", "/api/data/contacts?$filter=status%20eq%20'customer'&$orderby=last_name&$expand=account&$top=50");
        var plainList = client.Request("GET", "/plain/contacts?status=customer");
        yield return new Comparison("HTTP: list 50, filter, sort, account", 0.8, () => client.SendAsync(list, Ok), () => client.SendAsync(plainList, Ok));
        yield return new Comparison("HTTP: create", 0.4,
            () => client.SendAsync(client.Request("POST", "/api/data/contacts", NewContacts.Json(host.Accounts)), Created),
            () => client.SendAsync(client.Request("POST", "/plain/contacts", NewContacts.Json(host.Accounts)), Created));
    }

    private static Guid Any(BenchmarkHost host, Random luck) => host.Contacts[luck.Next(host.Contacts.Count)];
}
