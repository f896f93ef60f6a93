namespace Crm.Platform.Screens.Parts;

/// <summary>Short messages in the corner, one at a time per person; each may carry one command, usually Undo.</summary>
public sealed class Toasts(TimeProvider time)
{
    private static readonly TimeSpan Stays = TimeSpan.FromSeconds(8);

    /// <summary>The message on show, or <see langword="null"/>.</summary>
    public Toast? Current { get; private set; }

    /// <summary>Raised on the thread that changed it.</summary>
    public event Action? Changed;

    public void Show(string message, string? command = null, Func<Task>? run = null)
    {
        Current = new Toast(message, command, run, time.GetUtcNow() + Stays);
        Changed?.Invoke();
    }

    public void Close(Toast toast)
    {
        if (!ReferenceEquals(Current, toast))
            return;
        Current = null;
        Changed?.Invoke();
    }
}

/// <param name="Message">What happened, in one sentence.</param>
/// <param name="Command">Label of the command, or <see langword="null"/>.</param>
/// <param name="Run">What the command does.</param>
/// <param name="Until">When it goes by itself.</param>
public sealed record Toast(string Message, string? Command, Func<Task>? Run, DateTimeOffset Until);
