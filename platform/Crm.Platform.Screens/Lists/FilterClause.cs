using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Lists;

/// <summary>One condition in words: a field, a comparison and a value.</summary>
/// <param name="Value">Of the CLR type of the field's kind; null where the comparison takes none.</param>
public sealed record FilterClause(FieldDefinition Field, FilterOperator Operator, object? Value);
