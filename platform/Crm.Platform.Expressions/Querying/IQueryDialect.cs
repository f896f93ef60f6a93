using System.Linq.Expressions;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Querying;

/// <summary>What the database must say itself, because this project knows none.</summary>
public interface IQueryDialect
{
    /// <summary>Whether a list of any length is one value of a statement, which then stays the same whatever its length.</summary>
    bool HasLists { get; }

    /// <summary>Whether <paramref name="text"/> matches a <c>LIKE</c> pattern with <c>\</c> as its escape, ASCII letters alike in either case.</summary>
    /// <param name="text">Of type <see cref="string"/>.</param>
    /// <param name="pattern">Of type <see cref="string"/>, as <see cref="TextRules.Pattern"/> writes it.</param>
    /// <returns>Of type <see cref="bool"/>.</returns>
    Expression Like(Expression text, Expression pattern);

    /// <summary>A decimal field's value as a whole number of its smallest unit (<c>10^-scale</c>), so arithmetic stays exact.</summary>
    /// <param name="value">The field, of type <c>decimal?</c>. Where the column itself holds the scaled number this is <c>Expression.Convert(value, typeof(long?))</c>.</param>
    /// <returns>Of type <c>long?</c>.</returns>
    Expression Units(Expression value, FieldDefinition field);

    /// <summary>A text column as it is compared, sorted and indexed: ASCII letters alike in either case, all else by code point.</summary>
    Expression Column(Expression column);

    /// <summary>Computed text, or a value from outside, as it is compared.</summary>
    /// <param name="besideColumn">Whether the other side is a <see cref="Column"/>.</param>
    Expression Compared(Expression text, bool besideColumn);

    /// <summary>With A to Z made small and nothing else changed.</summary>
    Expression Lower(Expression text);

    /// <summary>With a to z made capital and nothing else changed.</summary>
    Expression Upper(Expression text);

    /// <summary>With every letter told apart, so that one of several spellings is always the first.</summary>
    Expression ByCodePoint(Expression text);

    /// <summary>A day or moment that many days later; null when either is or when it is outside the years 1 to 9999. A moment is rounded to the millisecond.</summary>
    /// <param name="from">Of type <c>DateOnly?</c> or <c>DateTime?</c>, as is the result.</param>
    /// <param name="days">Of type <c>long?</c>.</param>
    Expression AddDays(Expression from, Expression days);
}
