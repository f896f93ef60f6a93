using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Crm.Testing.Hosting;

/// <summary>The built host as people run it: a process of its own on a free port, with its data in a given folder.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _spoke = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private HostProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(_errors, line.Data);
    }

    /// <summary>What it wrote to the console so far, line by line.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>What it wrote to standard error so far, line by line.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>The address in the line that says it is ready.</summary>
    public Uri Address => new(Words.First(w => w.StartsWith("http://", StringComparison.Ordinal)));

    /// <summary>The one-time link in that line, or <see langword="null"/>.</summary>
    public Uri? SetupLink => Words.FirstOrDefault(w => w.Contains("/setup?", StringComparison.Ordinal)) is { } link ? new Uri(link) : null;

    private string[] Words => (_output.FirstOrDefault() ?? "").Split(' ');

    /// <summary>Starts it; what it does next is the caller's to find out.</summary>
    /// <param name="folder">Working folder; the data directory is <c>data</c> below it unless set otherwise.</param>
    /// <param name="settings">Environment variables, such as <c>Crm__Demo</c>.</param>
    /// <param name="assembly">The host to start; <see langword="null"/> is the one this build made.</param>
    public static HostProcess Launch(string folder, IReadOnlyDictionary<string, string>? settings = null, string? assembly = null)
    {
        var start = new ProcessStartInfo("dotnet", [assembly ?? Repository.HostAssembly])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var host = new HostProcess(start);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Starts it and waits for the line that says it is ready.</summary>
    public static async Task<HostProcess> StartAsync(string folder, IReadOnlyDictionary<string, string>? settings = null, string? assembly = null)
    {
        var host = Launch(folder, settings, assembly);
        await Task.WhenAny(host._spoke.Task, host.ExitAsync());
        if (host._spoke.Task.IsCompleted)
            return host;
        throw new InvalidOperationException($"The host did not start: {string.Join(Environment.NewLine, host.Errors)}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        // Also waits until both streams have been read to their end.
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> StopAsync()
    {
        await TerminateAsync();
        return await ExitAsync();
    }

    /// <summary>Ends it at once, in the middle of whatever it does.</summary>
    public Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        return ExitAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("Crm__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);

    private void Hear(ConcurrentQueue<string> lines, string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        if (lines == _output)
            _spoke.TrySetResult();
    }
}
