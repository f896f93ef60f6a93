using Crm.Platform.Screens.Parts;

namespace Crm.Platform.Screens.Tests.Parts;

/// <summary>Only the last of several calls in quick succession runs.</summary>
public sealed class DebounceTests
{
    [Fact]
    public async Task RunAsync_GivesWayToTheNextCall_WhenThatComesBetweenTheWaitAndTheWork()
    {
        var (clock, queue) = (new HandClock(), new Queue());
        using var debounce = new Debounce(clock, TimeSpan.FromMilliseconds(150));
        var ran = new List<string>();
        var first = queue.Run(() => debounce.RunAsync(_ => Note(ran, "first")));
        clock.Fire();
        var second = queue.Run(() => debounce.RunAsync(_ => Note(ran, "second")));
        queue.Drain();
        clock.Fire();
        queue.Drain();

        await Task.WhenAll(first, second);
        Assert.Equal(["second"], ran);
    }

    private static Task Note(List<string> ran, string name)
    {
        ran.Add(name);
        return Task.CompletedTask;
    }

    /// <summary>What goes on after a wait is done when the test says so, as on a circuit that is busy.</summary>
    private sealed class Queue : SynchronizationContext
    {
        private readonly List<(SendOrPostCallback Work, object? State)> _waiting = [];

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Add((d, state));

        public Task Run(Func<Task> work)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return work();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public void Drain()
        {
            var before = Current;
            SetSynchronizationContext(this);
            for (var i = 0; i < _waiting.Count; i++)
                _waiting[i].Work(_waiting[i].State);
            _waiting.Clear();
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Timers go off when the test says so.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<Timer> _timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(callback, state);
            _timers.Add(timer);
            return timer;
        }

        public void Fire()
        {
            foreach (var timer in _timers.ToList())
                timer.Fire();
            _timers.Clear();
        }

        private sealed class Timer(TimerCallback callback, object? state) : ITimer
        {
            private bool _isOver;

            public void Fire()
            {
                if (!_isOver)
                    callback(state);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => _isOver = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
