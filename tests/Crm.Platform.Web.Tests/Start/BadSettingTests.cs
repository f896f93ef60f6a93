using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>A setting that cannot be used: one clear line, exit code 1.</summary>
public sealed class BadSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Crm__Database__Provider", "Oracle", "Crm:Database:Provider")]
    [InlineData("Crm__Database__Provider", "PostgreSql", "Crm:Database:ConnectionString")]
    [InlineData("Crm__Database__ConnectionString", "there is no such thing", "Crm:Database:ConnectionString")]
    [InlineData("Crm__DataDirectory", "/dev/null/data", "Crm:DataDirectory")]
    [InlineData("Crm__DataDirectory", "/proc/no-room-here", "Crm:DataDirectory")]
    [InlineData("Crm__Setup__AdminEmail", "ada@example.test", "Crm:Setup:AdminPassword")]
    [InlineData("Crm__Setup__ClientSecret", "lonely", "Crm:Setup:ClientId")]
    [InlineData("Crm__Demo", "perhaps", "Crm:Demo")]
    [InlineData("Crm__Access__SignInsPerMinute", "many", "Crm:Access:SignInsPerMinute")]
    [InlineData("Crm__Access__SignInsPerMinute", "0", "SignInsPerMinute")]
    [InlineData("Crm__Imports__MostAtOnce", "0", "Crm:Imports:MostAtOnce")]
    [InlineData("Crm__Imports__KeepFor", "-1.00:00:00", "Crm:Imports:KeepFor")]
    [InlineData("Crm__Trash__KeepFor", "-1.00:00:00", "Crm:Trash:KeepFor")]
    [InlineData("Crm__Trash__KeepFor", "soon", "Crm:Trash:KeepFor")]
    [InlineData("Crm__Trash__KeepFor", "9999999.00:00:00", "Crm:Trash:KeepFor")]
    [InlineData("Crm__Files__MaxBytes", "0", "Crm:Files:MaxBytes")]
    [InlineData("Crm__Files__KeepLooseFor", "-00:00:01", "Crm:Files:KeepLooseFor")]
    [InlineData("Crm__Outbox__PollEvery", "00:00:00", "Crm:Outbox:PollEvery")]
    [InlineData("Crm__Outbox__LeaseFor", "-00:02:00", "Crm:Outbox:LeaseFor")]
    [InlineData("Crm__Outbox__FirstDelay", "12:00:00", "Crm:Outbox:LongestDelay")]
    [InlineData("Crm__Outbox__KeepFor", "-1.00:00:00", "Crm:Outbox:KeepFor")]
    [InlineData("Crm__Outbox__MostAtOnce", "0", "Crm:Outbox:MostAtOnce")]
    [InlineData("Crm__Proxies", "10.0.0.5, proxy.internal", "Crm:Proxies")]
    [InlineData("Crm__Proxies", "10.0.0.0/33", "Crm:Proxies")]
    [InlineData("ASPNETCORE_URLS", "ftp://here", "ftp")]
    public async Task Start_NamesTheSetting_WhenItCannotBeUsed(string name, string value, string named) =>
        await AssertRefusedAsync(new() { [name] = value }, named);

    [Fact]
    public async Task Start_NamesThePassword_WhenItIsTooWeakForTheAdministrator() =>
        await AssertRefusedAsync(new() { ["Crm__Setup__AdminEmail"] = HostSettings.AdminEmail, ["Crm__Setup__AdminPassword"] = "short" }, "password");

    [Fact]
    public async Task Start_NamesTheAddress_WhenThePortIsTaken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await AssertRefusedAsync(new() { ["ASPNETCORE_URLS"] = "http://127.0.0.1:" + port }, port);
    }

    [Fact]
    public async Task Start_SaysSo_WhenAnotherHostHasTheData()
    {
        await using var first = await HostProcess.StartAsync(_folder.Path);

        await AssertRefusedAsync([], "in use by another host");
    }

    [Fact]
    public async Task Start_SaysSo_WhenTheDatabaseFileIsSomethingElse()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "data", "crm.db"), new string('x', 5000));

        await AssertRefusedAsync([], "database");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=crm;Username=crm;Timeout=2", "database cannot be used")]
    [InlineData("Host=127.0.0.1;Database=;Username=crm", "'Database'")]
    [InlineData("Host=127.0.0.1;Database=crm;Prot=1", "Prot")]
    public async Task Start_SaysSo_WhenPostgreSqlCannotBeReached(string connection, string named) =>
        await AssertRefusedAsync(new() { ["Crm__Database__Provider"] = "postgresql", ["Crm__Database__ConnectionString"] = connection }, named);

    private async Task AssertRefusedAsync(Dictionary<string, string> settings, string named)
    {
        await using var host = HostProcess.Launch(_folder.Path, settings);

        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains(named, Assert.Single(host.Errors), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(host.Output);
    }
}
