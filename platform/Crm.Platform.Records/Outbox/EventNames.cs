using System.Collections.Immutable;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Outbox;

/// <summary>Kinds of events as people and the wire call them: <c>created</c>, <c>updated</c>, <c>deleted</c>, <c>restored</c>.</summary>
public static class EventNames
{
    private static readonly ImmutableArray<(RecordEventKind Kind, string Name)> Known =
    [
        (RecordEventKind.Created, "created"),
        (RecordEventKind.Updated, "updated"),
        (RecordEventKind.Deleted, "deleted"),
        (RecordEventKind.Restored, "restored"),
    ];

    public static ImmutableArray<string> All { get; } = [.. Known.Select(k => k.Name)];

    public static string Of(RecordEventKind kind) => Known.First(k => k.Kind == kind).Name;

    /// <returns><see langword="null"/> for any other word.</returns>
    public static RecordEventKind? Find(string name) => Known.FirstOrDefault(k => k.Name == name) is { Name: not null } known ? known.Kind : null;

    internal static ImmutableArray<RecordEventKind> Parse(string names) => [.. names.Split(',').Select(Find).OfType<RecordEventKind>()];

    internal static string Join(IEnumerable<RecordEventKind> kinds) => string.Join(',', kinds.Distinct().Order().Select(Of));
}
