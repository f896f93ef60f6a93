using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm.Platform.Storage.Schema;

/// <summary>An operation for EF Core's generator and what it is for.</summary>
/// <param name="Entity">The entity as it is called afterwards.</param>
/// <param name="Model">The model the generator looks names up in, where it needs one.</param>
internal sealed record SchemaStep(MigrationOperation Operation, string Entity, string? Field, IModel? Model = null);
