using System.Linq.Expressions;

namespace Crm.Platform.Expressions.Querying;

/// <summary>A value as records are grouped and summed up by it.</summary>
/// <param name="Compared">Two values are one where these are: text without regard to ASCII case.</param>
/// <param name="Plain">The value itself; a decimal as a whole number of 10^-Scale.</param>
/// <param name="Scale">Digits after the point of a decimal; 0 for other types.</param>
public sealed record QueryColumn(LambdaExpression Compared, LambdaExpression Plain, int Scale);
