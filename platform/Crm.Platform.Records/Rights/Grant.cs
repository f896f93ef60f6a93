using Crm.Platform.Expressions.Checking;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Records.Rights;

/// <summary>One role allowing one action with an entity's records.</summary>
/// <param name="Role">Name of the role; <see langword="null"/> for what everybody may.</param>
/// <param name="Scope">Whose records; never none.</param>
/// <param name="Where">What a record must satisfy besides, or <see langword="null"/>.</param>
/// <param name="Text">The criterion as written.</param>
internal sealed record Grant(string? Role, AccessScope Scope, TypedExpression? Where, string? Text);
