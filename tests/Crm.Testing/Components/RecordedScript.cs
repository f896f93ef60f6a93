using Microsoft.JSInterop;

namespace Crm.Testing.Components;

/// <summary>Notes what components ask of the browser; answers nothing.</summary>
public sealed class RecordedScript : IJSRuntime
{
    private readonly List<(string Name, object?[] Arguments)> _calls = [];

    public IReadOnlyList<(string Name, object?[] Arguments)> Calls => _calls;

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        _calls.Add((identifier, args ?? []));
        return ValueTask.FromResult(default(TValue)!);
    }
}
