using System.Globalization;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Http;

/// <summary>The <c>Prefer</c> header (RFC 7240), as far as it is honoured.</summary>
/// <param name="ReturnMinimal">The client does not want the record back.</param>
/// <param name="MaxPageSize">Largest page the client wants, or <see langword="null"/>.</param>
/// <param name="TrackChanges">The client wants to ask later what changed in the list.</param>
/// <param name="ContinueOnError">The requests of a batch after one that failed are wanted too.</param>
internal readonly record struct Preferences(bool ReturnMinimal, int? MaxPageSize, bool ContinueOnError, bool TrackChanges)
{
    public static Preferences Of(HttpRequest request)
    {
        var header = request.Headers["Prefer"];
        if (header.Count == 0)
            return default;
        var preferences = default(Preferences);
        foreach (var line in header)
            foreach (var token in (line ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                preferences = preferences.With(token);
        return preferences;
    }

    /// <summary>Tells which page size was kept to, and whether changes can be asked for.</summary>
    public void Confirm(HttpResponse response, bool isTracked = false)
    {
        var size = MaxPageSize is { } asked ? string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={Math.Min(asked, RecordQuery.MaxTop)}") : null;
        if (size is not null || isTracked)
            response.Headers["Preference-Applied"] = string.Join(", ", new[] { isTracked ? "odata.track-changes" : null, size }.OfType<string>());
    }

    private Preferences With(string token)
    {
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? token : token[..equals]).Trim();
        var value = equals < 0 ? "" : token[(equals + 1)..].Trim().Trim('"');
        return name.ToUpperInvariant() switch
        {
            "RETURN" => this with { ReturnMinimal = string.Equals(value, "minimal", StringComparison.OrdinalIgnoreCase) },
            "ODATA.CONTINUE-ON-ERROR" or "CONTINUE-ON-ERROR" => this with { ContinueOnError = !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) },
            "ODATA.TRACK-CHANGES" or "TRACK-CHANGES" => this with { TrackChanges = true },
            "ODATA.MAXPAGESIZE" or "MAXPAGESIZE" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? this with { MaxPageSize = size } : this,
            _ => this,
        };
    }
}
