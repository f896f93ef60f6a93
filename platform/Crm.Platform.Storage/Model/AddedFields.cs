using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Storage.Model;

/// <summary>Lets the kinds of fields a publish adds give values to the records that exist.</summary>
internal sealed class AddedFields(IEnumerable<IFieldFill> fills)
{
    private readonly Dictionary<string, IFieldFill> _fills = fills.ToDictionary(f => f.Kind, StringComparer.Ordinal);

    /// <param name="transaction">The publish transaction, open on the database the model is for.</param>
    public async Task FillAsync(MetadataSnapshot before, RecordModel model, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var (entity, field, fill) in Of(before, model.Snapshot))
        {
            await using var context = model.CreateContext(transaction);
            await fill.FillAsync(context, entity, field, cancellationToken);
        }
    }

    private IEnumerable<(EntityDefinition, FieldDefinition, IFieldFill)> Of(MetadataSnapshot before, MetadataSnapshot after) =>
        from entity in after.Entities
        let known = before.Entity(entity.Name)
        where known is not null
        from field in entity.Fields
        where known.Field(field.Name) is null && _fills.ContainsKey(field.Kind)
        select (entity, field, _fills[field.Kind]);
}
