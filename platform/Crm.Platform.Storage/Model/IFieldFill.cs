using Crm.Platform.Abstractions;

namespace Crm.Platform.Storage.Model;

/// <summary>What a kind does for the records that exist when a field of it is added. Registered by the kind's id.</summary>
public interface IFieldFill
{
    /// <summary>Id of the kind.</summary>
    string Kind { get; }

    /// <summary>Gives existing records, those in the trash included, their values. Runs inside the publish transaction, with the new tables; writers wait for it.</summary>
    Task FillAsync(RecordContext context, EntityDefinition entity, FieldDefinition field, CancellationToken cancellationToken);
}
