using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Storage.Model;

/// <summary>Lets the kinds of fields a publish adds give values to the records that exist.</summary>
internal sealed class AddedFields(IEnumerable<IFieldFill> fills)
{
    private readonly Dictionary<string, IFieldFill> _fills = fills.ToDictionary(f => f.Kind, StringComparer.Ordinal);

    /// <param name="transaction">The publish transaction, open on the database the model is for.</param>
    public async Task FillAsync(PublishChange change, RecordModel model, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var (entity, field, fill) in Of(change))
        {
            await using var context = model.CreateContext(transaction);
            await fill.FillAsync(context, entity, field, cancellationToken);
        }
    }

    /// <summary>Fields that are new where there may be records; a field that was renamed or comes back has its values.</summary>
    private IEnumerable<(EntityDefinition, FieldDefinition, IFieldFill)> Of(PublishChange change) =>
        from entity in change.Matches
        where entity.Before is not null
        from field in entity.Fields
        where field.Before is null && _fills.ContainsKey(field.After.Kind)
        select (entity.After, field.After, _fills[field.After.Kind]);
}
