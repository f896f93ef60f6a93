using System.Globalization;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>Demo data comes with the first start and only with it.</summary>
public sealed class DemoStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_IsFilledOnce_AndIsLinked()
    {
        var settings = HostSettings.Unattended;
        settings["Crm__Demo"] = "true";
        int deals;
        await using (var first = await HostProcess.StartAsync(_folder.Path, settings))
        {
            using var client = await HostClient.SignInAsync(first);
            deals = await CountAsync(client, "deals", null);

            Assert.True(deals > 100, $"{deals} deals");
            Assert.True(await CountAsync(client, "deals", "account/name ne null") > deals / 2, "most deals have an account");
            Assert.True(await CountAsync(client, "contacts", "account/name ne null") > 100, "contacts work for accounts");
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await HostProcess.StartAsync(_folder.Path, settings);
        using var again = await HostClient.SignInAsync(second);

        Assert.Equal(deals, await CountAsync(again, "deals", null));
    }

    private static async Task<int> CountAsync(HostClient client, string set, string? filter)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, $"api/data/{set}/$count{(filter is null ? "" : "?$filter=" + Uri.EscapeDataString(filter))}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return int.Parse(text, CultureInfo.InvariantCulture);
    }
}
