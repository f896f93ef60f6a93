using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>An absolute http or https address; anything else (<c>javascript:</c>, <c>file:</c>) would be unsafe behind a link.</summary>
internal sealed class UrlKind() : TextFieldKind(FieldKinds.Url, 2_000, "uri")
{
    public override string? Recognized => "string:uri";

    /// <summary>People leave the scheme out: <c>example.com</c> is taken as https.</summary>
    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture)
    {
        var trimmed = text.Trim();
        var host = trimmed.Split('/', '?', '#')[0].Split(':')[0];
        return !trimmed.Contains("://", StringComparison.Ordinal) && HostName.IsDotted(host) ? "https://" + trimmed : trimmed;
    }

    protected override Failure? Shape(string text, FieldDefinition field) =>
        IsWebAddress(text) ? null : FieldFailure.Of(field, FieldFailure.Format, "must be a web address with http:// or https:// and no password, such as https://example.com.");

    private static bool IsWebAddress(string text) =>
        !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}
