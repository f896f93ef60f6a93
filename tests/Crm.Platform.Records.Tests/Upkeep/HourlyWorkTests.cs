using Crm.Platform.Records.Upkeep;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Platform.Records.Tests.Upkeep;

public sealed class HourlyWorkTests
{
    [Fact]
    public async Task Jobs_RunEveryHour_AlthoughOneBeforeThemFails()
    {
        var (time, good) = (new TickingTime(), new CountingJob());
        using var work = new HourlyWork([new FailingJob(), good], time, NullLogger<HourlyWork>.Instance);
        await work.StartAsync(CancellationToken.None);

        for (var hour = 0; hour < 2; hour++)
        {
            time.Tick();
            await good.Ran.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        await work.StopAsync(CancellationToken.None);

        Assert.Equal(TimeSpan.FromHours(1), time.Period);
        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Registration_NamesEachJobOnce()
    {
        await using var platform = await TestPlatform.StartAsync(TestDatabases.Sqlite, TestEntities.Site);

        var names = platform.Get<IEnumerable<IHourlyJob>>().Select(j => j.Name).ToList();

        Assert.Equal(["old events", "records in the trash", "old notes of changes", "files no record holds"], names);
    }

    private sealed class FailingJob : IHourlyJob
    {
        public string Name => "what cannot be removed";

        public Task<int> RunAsync(CancellationToken cancellationToken) => Task.FromException<int>(new OperationCanceledException("A deadline of its own."));
    }

    private sealed class CountingJob : IHourlyJob
    {
        public string Name => "nothing";

        public SemaphoreSlim Ran { get; } = new(0);

        public Task<int> RunAsync(CancellationToken cancellationToken)
        {
            Ran.Release();
            return Task.FromResult(0);
        }
    }

    /// <summary>A clock whose one timer fires when told.</summary>
    private sealed class TickingTime : TimeProvider
    {
        private Action _fire = () => { };

        public TimeSpan Period { get; private set; }

        public void Tick() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Period, _fire) = (period, () => callback(state));
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
