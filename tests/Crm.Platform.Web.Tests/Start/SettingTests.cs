using Crm.Platform.Records.Files;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Trash;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>Settings reach what they are for.</summary>
public sealed class SettingTests
{
    [Fact]
    public async Task Settings_OfRecords_AreBound()
    {
        await using var host = new TestHost
        {
            Settings = new() { ["Crm:Trash:KeepFor"] = "7.00:00:00", ["Crm:Files:KeepLooseFor"] = "02:00:00", ["Crm:Outbox:KeepFor"] = "3.00:00:00", ["Crm:Imports:MaxRows"] = "12" },
        };

        Assert.Equal(
            (TimeSpan.FromDays(7), TimeSpan.FromHours(2), TimeSpan.FromDays(3), 12),
            (Of<TrashOptions>(host).KeepFor, Of<FileStoreOptions>(host).KeepLooseFor, Of<OutboxOptions>(host).KeepFor, Of<ImportOptions>(host).MaxRows));
    }

    private static T Of<T>(TestHost host)
        where T : class => host.Services.GetRequiredService<IOptions<T>>().Value;
}
