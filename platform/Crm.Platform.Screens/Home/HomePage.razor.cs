using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Home;

/// <summary>Where the day starts.</summary>
public sealed partial class HomePage
{
    private readonly CancellationTokenSource _disposal = new();
    private HomeContent? _content;
    private string _name = "";

    private string Greeting
    {
        get
        {
            var hour = Local.ToLocal(Time.GetUtcNow().UtcDateTime).Hour;
            var part = hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
            return _name.Length > 0 ? $"{part}, {_name}" : part;
        }
    }

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _name = (await Current.GetAsync(_disposal.Token)).Name?.Split(' ')[0] ?? "";
        if (RendererInfo.IsInteractive)
            _content = await Figures.ReadAsync(_disposal.Token);
    }

    /// <summary>The first date of a task in words.</summary>
    private string? Due(Record record) =>
        record.Layout.Fields.FirstOrDefault(f => f.Kind == FieldKinds.Date) is { } field && record[field.Name] is DateOnly day ? Local.Day(day) : null;
}
