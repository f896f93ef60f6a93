using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Data;
using Crm.Platform.Records.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Api.Batch;

/// <summary>One batch being done, in the order it was sent.</summary>
internal sealed partial class BatchRun(HttpContext batch, DataEndpoint data, IRecordTransactions transactions, bool goesOn, ILogger<BatchRun> logger)
{
    private static readonly Invalid TooLarge = Invalid.Of(new Problem("", "batch.too_large", "The answers of this batch are too large together."));
    private static readonly Invalid Failed = Invalid.Of(new Problem("", "server.error", "Something went wrong on the server."));

    /// <summary>What all answers together may hold, so that a batch of lists cannot fill the memory.</summary>
    private const long MostAnswered = 64 * 1024 * 1024;

    private readonly List<BatchAnswer> _answers = [];
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private long _answered;

    /// <returns>An answer for each request up to the first that failed; for all where the client wants to go on.</returns>
    public async Task<IReadOnlyList<BatchAnswer>> RunAsync(ImmutableArray<BatchItem> items)
    {
        for (var at = 0; at < items.Length && (goesOn || _failed.Count == 0);)
        {
            var length = items[at].Group is { } group ? items[at..].TakeWhile(i => i.Group == group).Count() : 1;
            Note(items[at].Group is null ? [await AloneAsync(items[at])] : await TogetherAsync(items[at..(at + length)]));
            at += length;
        }

        return _answers;
    }

    private void Note(IReadOnlyList<BatchAnswer> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Add(answer);
            _answered += answer.Body.Length;
            if (!answer.IsSuccess)
                _failed.UnionWith(answer.Item.Group is { } group ? [answer.Item.Id, group] : [answer.Item.Id]);
        }
    }

    private async Task<BatchAnswer> AloneAsync(BatchItem item)
    {
        if (item.DependsOn.FirstOrDefault(_failed.Contains) is { } cause)
            return await BatchAnswer.NotDoneAsync(item, batch, $"'{cause}', on which it depends, failed.");
        if (_answered > MostAnswered)
            return await BatchAnswer.OfAsync(item, batch, StatusCodes.Status413PayloadTooLarge, TooLarge);
        try
        {
            return await CallAsync(item, null, []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What was done before it stands, so its sender must hear of that.
            LogFailed(exception, item.Method, item.Url);
            return await BatchAnswer.OfAsync(item, batch, StatusCodes.Status500InternalServerError, Failed);
        }
    }

    private async Task<IReadOnlyList<BatchAnswer>> TogetherAsync(ImmutableArray<BatchItem> group)
    {
        var answers = new List<BatchAnswer>();
        if (group.SelectMany(i => i.DependsOn).FirstOrDefault(_failed.Contains) is { } cause)
            return await NotDoneAsync(group, $"'{cause}', on which the group depends, failed.");
        if (await IsKeptAsync(group, answers))
            return answers;
        var broken = answers[^1];
        var undone = await NotDoneAsync([.. group.Where(i => i != broken.Item)], $"'{broken.Item.Id}' failed, and its group is kept as a whole or not at all.");
        return [.. group.Select(item => item == broken.Item ? broken : undone.First(a => a.Item == item))];
    }

    /// <summary>Does the requests of a group in one transaction. When it is undone the last answer says why.</summary>
    private async Task<bool> IsKeptAsync(ImmutableArray<BatchItem> group, List<BatchAnswer> answers)
    {
        try
        {
            var kept = await transactions.RunAsync<bool>(
                async writer =>
                {
                    answers.Clear();
                    var answered = _answered;
                    foreach (var item in group)
                    {
                        answers.Add(answered > MostAnswered ? await BatchAnswer.OfAsync(item, batch, StatusCodes.Status413PayloadTooLarge, TooLarge) : await CallAsync(item, writer, answers));
                        answered += answers[^1].Body.Length;
                        if (!answers[^1].IsSuccess)
                            return Failed;
                    }

                    return true;
                },
                batch.RequestAborted);
            return kept.IsSuccess;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var item = group[Math.Min(answers.Count, group.Length - 1)];
            LogFailed(exception, item.Method, item.Url);
            answers.Add(await BatchAnswer.OfAsync(item, batch, StatusCodes.Status500InternalServerError, Failed));
            return false;
        }
    }

    private async Task<IReadOnlyList<BatchAnswer>> NotDoneAsync(ImmutableArray<BatchItem> items, string why)
    {
        var answers = new List<BatchAnswer>(items.Length);
        foreach (var item in items)
            answers.Add(await BatchAnswer.NotDoneAsync(item, batch, why));
        return answers;
    }

    /// <param name="writer">Of the group's transaction.</param>
    /// <param name="earlier">Answers within the group.</param>
    private async Task<BatchAnswer> CallAsync(BatchItem item, IRecordWriter? writer, List<BatchAnswer> earlier)
    {
        var target = BatchTarget.Of(item, batch.Request, id => _answers.Concat(earlier).FirstOrDefault(a => a.Item.Id == id && a.IsSuccess)?.Location);
        if (!target.IsSuccess)
            return await BatchAnswer.OfAsync(item, batch, StatusCodes.Status400BadRequest, target.Failure);
        // Answers of a batch are kept until all are there, and this one may be as large as the database.
        if (ResourcePath.Parse(target.Value.Path.Value!).Kind == ResourceKind.Export)
            return await BatchAnswer.OfAsync(item, batch, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("url", "batch.export", "An export is asked for by itself.")));
        var call = new BatchCall(item, batch);
        call.Send(target.Value.Path, target.Value.Query, target.Value.Body);
        if (writer is not null)
        {
            if (!IsWrite(item.Method, target.Value))
                return await BatchAnswer.OfAsync(item, batch, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("url", "batch.group", "A group takes creating, changing, deleting and restoring single records by id.")));
            call.Join(writer);
        }

        await data.InvokeAsync(call.Http);
        return await call.AnswerAsync();
    }

    /// <summary>What has to do with the group's transaction alone. Everything else would wait for its end, or not see what it did.</summary>
    private static bool IsWrite(string method, BatchTarget target) =>
        (ResourcePath.Parse(target.Path.Value!), method) is ({ Kind: ResourceKind.Set }, "POST") or ({ Kind: ResourceKind.Restore, Key: null }, "POST") or ({ Kind: ResourceKind.Record, Key: null }, "PATCH" or "DELETE");

    [LoggerMessage(4201, LogLevel.Error, "{Method} {Url} of a batch failed")]
    private partial void LogFailed(Exception exception, string method, string url);
}
