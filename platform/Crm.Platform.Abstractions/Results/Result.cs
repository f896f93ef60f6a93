using System.Diagnostics.CodeAnalysis;

namespace Crm.Platform.Abstractions;

/// <summary>Either a value or a <see cref="Abstractions.Failure"/>; made by implicit conversion from either.</summary>
/// <typeparam name="T">What success gives.</typeparam>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Conversions are the only way to make one; a second spelling would be noise.")]
public readonly struct Result<T> : IEquatable<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Failure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>Why it failed, or <see langword="null"/> on success.</summary>
    public Failure? Failure { get; }

    /// <summary>Whether <see cref="Value"/> may be read.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    /// <summary>The outcome.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public T Value => Failure is null ? _value! : throw new InvalidOperationException($"There is no value: {Failure.Code}: {Failure.Message}");

    /// <summary>Success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Failure.</summary>
    public static implicit operator Result<T>(Failure failure) => new(default, failure ?? throw new ArgumentNullException(nameof(failure)));

    /// <inheritdoc/>
    public bool Equals(Result<T> other) => Equals(Failure, other.Failure) && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Result<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Failure, _value);

    /// <summary>Same as <see cref="Equals(Result{T})"/>.</summary>
    public static bool operator ==(Result<T> left, Result<T> right) => left.Equals(right);

    /// <summary>Opposite of <see cref="Equals(Result{T})"/>.</summary>
    public static bool operator !=(Result<T> left, Result<T> right) => !left.Equals(right);
}
