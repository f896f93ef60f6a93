using System.Diagnostics.CodeAnalysis;

namespace Crm.Platform.Access.Tokens;

/// <summary>What a check of the token endpoint gives: a value or the error to answer with.</summary>
internal readonly record struct Checked<T>(T? Value, TokenError? Error)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsGood => Error is null;

    public static implicit operator Checked<T>(T value) => new(value, null);

    public static implicit operator Checked<T>(TokenError error) => new(null, error);
}
