using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>An identifier that points nowhere.</summary>
internal sealed class UuidKind() : GuidFieldKind(FieldKinds.Uuid);
