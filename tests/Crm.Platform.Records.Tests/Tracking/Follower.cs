using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tracking;
using Crm.Platform.Storage.Events;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;
using IDatabase = Crm.Platform.Storage.Databases.IDatabase;

namespace Crm.Platform.Records.Tests.Tracking;

/// <summary>A copy of a list that is kept by following its changes.</summary>
internal sealed class Follower
{
    private readonly TestPlatform _platform;
    private readonly RecordQuery _query;
    private readonly Caller _caller;

    private Follower(TestPlatform platform, RecordQuery query, Caller caller, ChangeToken token) => (_platform, _query, _caller, Token) = (platform, query, caller, token);

    public ChangeToken Token { get; private set; }

    /// <summary>Versions by id.</summary>
    public Dictionary<Guid, long> Copy { get; } = [];

    /// <summary>What the last look brought, removals as <c>-id</c>; records by their first field.</summary>
    public List<string> Heard { get; } = [];

    public static async Task<Follower> BeginAsync(TestPlatform platform, RecordQuery query, Caller caller, int pageSize = 1000, Func<Task>? between = null)
    {
        var tracking = platform.Get<IChangeTracking>();
        var token = (await tracking.BeginAsync(query, caller, CancellationToken.None)).Value!;
        var follower = new Follower(platform, query, caller, token);
        for (var page = await PageAsync(null); ; page = await PageAsync(page.Next))
        {
            follower.Take(page.Rows);
            Assert.True(await tracking.NoteAsync(token, page, caller, CancellationToken.None));
            if (!page.HasMore)
                return follower;
            if (between is not null)
                await between();
        }

        async Task<RecordPage> PageAsync(RecordCursor? after) => (await platform.Reader.QueryAsync(query with { Top = pageSize, After = after }, caller, CancellationToken.None)).Value;
    }

    /// <summary>Hears of all changes until now.</summary>
    /// <param name="settled">Whether to wait until all that is committed is told: on a server that others use too, any of their transactions holds it back.</param>
    public async Task LookAsync(int most = 1000, bool settled = true)
    {
        Heard.Clear();
        if (settled)
            await SettleAsync();
        for (var hasMore = true; hasMore;)
        {
            var page = (await AskAsync(Token, most)).Value;
            Take(page.Rows);
            foreach (var (id, isDeleted) in page.Removed)
            {
                Heard.Add($"{(isDeleted ? "deleted" : "changed")}{(Copy.Remove(id) ? "" : " unknown")}");
            }
            (Token, hasMore) = (page.Next, page.HasMore);
        }
    }

    public Task<Result<ChangePage>> AskAsync(ChangeToken token, int most = 1000) => _platform.Get<IChangeTracking>().ReadAsync(_query, token, most, _caller, CancellationToken.None);

    public async Task SettleAsync()
    {
        await using var context = await _platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        var last = await context.Changes.MaxAsync(c => (long?)c.Position) ?? 0;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await _platform.Get<IDatabase>().HorizonAsync(context.Database, patience.Token) <= last)
            await Task.Yield();
    }

    private void Take(IEnumerable<RecordRow> rows)
    {
        foreach (var row in rows)
        {
            Copy[row.Record.Id] = row.Record.Version;
            Heard.Add((string)row.Record[row.Record.Layout.Fields[0].Name]!);
        }
    }
}
