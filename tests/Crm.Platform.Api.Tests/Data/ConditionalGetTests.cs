using System.Net;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>304 is answered only when the whole answer would be the same.</summary>
public sealed class ConditionalGetTests
{
    private static readonly EntityDefinition Customer = new("customer",
    [
        new FieldDefinition("name", FieldKinds.Text),
        new FieldDefinition("orders", FieldKinds.Integer) { ReadOnly = true, Rollup = new("order", "customer_id", RollupFunction.Count, null, null) },
    ])
    { DisplayField = "name" };

    private static readonly EntityDefinition Stored = Order("order", isVirtual: false);
    private static readonly EntityDefinition Virtual = Order("offer", isVirtual: true);
    private static readonly EntityDefinition Plain = new("note", [new FieldDefinition("name", FieldKinds.Text), new FieldDefinition("customer_id", FieldKinds.Lookup) { Lookup = "customer" }]) { DisplayField = "name" };

    [Theory]
    [InlineData("order", "")]
    [InlineData("offer", "")]
    [InlineData("offer", "?$select=buyer")]
    [InlineData("note", "?$expand=customer")]
    public async Task Get_Is200_WhenWhatItReadsOfAnotherRecordChanged(string entity, string query)
    {
        await using var stored = await StoredApiHost.StartAsync(Customer, Stored, Virtual, Plain);
        var customer = await stored.AddAsync("customer", ("name", "Ann"));
        var address = $"/api/data/{entity}s/{await stored.AddAsync(entity, ("name", "A"), ("customer_id", customer))}{query}";
        var tag = await TagAsync(stored, address);

        await stored.Platform.Writer.UpdateAsync("customer", customer, new RecordInput().Set("name", "Zoe"), null, Caller.Platform, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stored, address, tag));
        Assert.Contains("Zoe", await stored.Host.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Is200_WhenARollupChanged()
    {
        await using var stored = await StoredApiHost.StartAsync(Customer, Stored, Virtual, Plain);
        var customer = await stored.AddAsync("customer", ("name", "Ann"));
        var address = $"/api/data/customers/{customer}";

        await stored.AddAsync("order", ("name", "A"), ("customer_id", customer));

        Assert.Equal("W/\"1\"", await TagAsync(stored, address));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stored, address, "W/\"1\""));
    }

    [Fact]
    public async Task Get_Is304_WhileTheRecordIsTheSame()
    {
        await using var stored = await StoredApiHost.StartAsync(Customer, Stored, Virtual, Plain);
        var address = $"/api/data/notes/{await stored.AddAsync("note", ("name", "A"))}";

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(stored, address, await TagAsync(stored, address)));
    }

    private static EntityDefinition Order(string name, bool isVirtual) => new(name,
    [
        new FieldDefinition("name", FieldKinds.Text),
        new FieldDefinition("customer_id", FieldKinds.Lookup) { Lookup = "customer" },
        new FieldDefinition("buyer", FieldKinds.Text) { ReadOnly = true, Formula = "customer.name", IsVirtual = isVirtual },
    ])
    { DisplayField = "name" };

    private static async Task<string> TagAsync(StoredApiHost stored, string address)
    {
        using var answer = await stored.Host.GetAsync(address);
        return answer.Headers.ETag!.ToString();
    }

    private static async Task<HttpStatusCode> StatusAsync(StoredApiHost stored, string address, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("If-None-Match", tag);
        using var answer = await stored.Host.SendAsync(request);
        return answer.StatusCode;
    }
}
