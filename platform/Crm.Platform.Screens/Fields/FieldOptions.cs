using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Screens.Fields;

/// <summary>What can be chosen for a field while the record is as it is now.</summary>
/// <param name="Choices">Of a choice, the options that fit.</param>
/// <param name="Filter">Of a lookup, the condition over its targets; <see langword="null"/> for a choice.</param>
public sealed record FieldOptions(ImmutableArray<Choice> Choices, ExpressionNode? Filter);
