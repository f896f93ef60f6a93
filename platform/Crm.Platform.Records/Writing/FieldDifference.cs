using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>A field of a record that got another value.</summary>
/// <param name="Old">JSON as on the wire; <see langword="null"/> is unset.</param>
/// <param name="New">As <paramref name="Old"/>.</param>
internal sealed record FieldDifference(FieldDefinition Field, string? Old, string? New);
