using System.Linq.Expressions;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Querying;

/// <summary>What the database must say itself, because this project knows none.</summary>
public interface IQueryDialect
{
    /// <summary>Whether <paramref name="text"/> matches a <c>LIKE</c> pattern with <c>\</c> as its escape, ASCII letters alike in either case: <c>EF.Functions.Like(text, pattern, "\\")</c>.</summary>
    /// <param name="text">Of type <see cref="string"/>.</param>
    /// <param name="pattern">Of type <see cref="string"/>, as <see cref="TextRules.Pattern"/> writes it.</param>
    /// <returns>Of type <see cref="bool"/>.</returns>
    Expression Like(Expression text, Expression pattern);

    /// <summary>A decimal field's value as a whole number of its smallest unit (<c>10^-scale</c>), so arithmetic stays exact.</summary>
    /// <param name="value">The field, of type <c>decimal?</c>. Where the column itself holds the scaled number this is <c>Expression.Convert(value, typeof(long?))</c>.</param>
    /// <returns>Of type <c>long?</c>.</returns>
    Expression Units(Expression value, FieldDefinition field);
}
