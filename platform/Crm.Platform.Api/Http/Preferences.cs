using System.Globalization;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Http;

/// <summary>The <c>Prefer</c> header (RFC 7240), as far as it is honoured.</summary>
/// <param name="ReturnMinimal">The client does not want the record back.</param>
/// <param name="MaxPageSize">Largest page the client wants, or <see langword="null"/>.</param>
/// <param name="ContinueOnError">The requests of a batch after one that failed are wanted too.</param>
internal readonly record struct Preferences(bool ReturnMinimal, int? MaxPageSize, bool ContinueOnError)
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

    /// <summary>Tells which page size was kept to.</summary>
    public void Confirm(HttpResponse response)
    {
        if (MaxPageSize is { } size)
            response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={Math.Min(size, RecordQuery.MaxTop)}");
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
            "ODATA.MAXPAGESIZE" or "MAXPAGESIZE" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? this with { MaxPageSize = size } : this,
            _ => this,
        };
    }
}
