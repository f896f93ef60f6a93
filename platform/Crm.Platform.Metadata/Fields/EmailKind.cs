using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>An e-mail address of the usual form. Written without a regular expression, so no input is slow.</summary>
internal sealed class EmailKind() : TextFieldKind(FieldKinds.Email, 255, "email")
{
    public override string? Recognized => "string:email";

    private const int MaxLocalLength = 64;
    private const string LocalPunctuation = "!#$%&'*+/=?^_`{|}~.-";

    protected override Failure? Shape(string text, FieldDefinition field)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && IsLocal(text.AsSpan(0, at)) && HostName.IsDotted(text.AsSpan(at + 1))
            ? null
            : FieldFailure.Of(field, FieldFailure.Format, "must be an e-mail address, such as ann@example.com.");
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        if (local.Length > MaxLocalLength || local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return false;
        foreach (var c in local)
            if (!char.IsLetterOrDigit(c) && !LocalPunctuation.Contains(c, StringComparison.Ordinal))
                return false;
        return true;
    }
}
