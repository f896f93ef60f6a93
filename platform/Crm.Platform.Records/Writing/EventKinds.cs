using System.Diagnostics;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Writing;

internal static class EventKinds
{
    public static RecordEventKind Of(WriteKind kind) => kind switch
    {
        WriteKind.Create => RecordEventKind.Created,
        WriteKind.Update => RecordEventKind.Updated,
        WriteKind.Delete => RecordEventKind.Deleted,
        WriteKind.Restore => RecordEventKind.Restored,
        _ => throw new UnreachableException(),
    };
}
