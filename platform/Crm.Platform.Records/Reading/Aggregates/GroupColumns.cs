using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>Finds the fields a query groups and sums up by, as the caller may see them.</summary>
internal sealed class GroupColumns(QueryExpressionCompiler compiler, IFieldKindRegistry kinds, AccessProfile profile, EntityAccess access, IRecordSets sets, EvaluationContext evaluation, List<Problem> problems)
{
    private const FieldTraits NoKey = FieldTraits.Long | FieldTraits.Opaque;

    public GroupColumn? Key(string name) => Find("keys", name) is { } found && Groupable("keys", name, found) ? found : null;

    public GroupColumn? Aggregated(Aggregate aggregate)
    {
        if (aggregate.Field is not { } name || Find("aggregates", name) is not { } found)
            return null;
        var fits = aggregate.Function switch
        {
            AggregateFunction.CountDistinct => Groupable("aggregates", name, found),
            AggregateFunction.Sum or AggregateFunction.Average => found.Type is StorageType.Integer or StorageType.Decimal || Refuse(name, "no number: it cannot be summed up"),
            _ => found.Type is StorageType.Integer or StorageType.Decimal or StorageType.Date or StorageType.DateTime or StorageType.Time || Refuse(name, "no number, date or time: it has no least and no greatest value"),
        };
        return fits ? found : null;
    }

    private GroupColumn? Find(string place, string name)
    {
        var typed = ExpressionChecker.Check(new PathNode([.. name.Split('.')]), access.Seen, profile, kinds);
        var column = typed.IsSuccess ? compiler.Column<StoredRecord>(typed.Value, sets, evaluation) : typed.Failure;
        if (!column.IsSuccess)
        {
            problems.AddRange(((Invalid)column.Failure).Problems.Select(p => p with { Path = place }));
            return null;
        }
        var field = typed.Value.Reads[0].Field;
        var type = kinds.Get(field).Storage;
        if (type != StorageType.Decimal || column.Value.Scale == field.Scale)
            return new GroupColumn(field, type, column.Value);
        problems.Add(new Problem(place, "query.aggregate", $"'{name}' is computed whenever it is read, with other digits than it shows: store it to group or sum up by it."));
        return null;
    }

    private bool Groupable(string place, string name, GroupColumn column)
    {
        if (column.Type is not (StorageType.Texts or StorageType.Composite) && (kinds.Get(column.Field).Traits & NoKey) == 0)
            return true;
        problems.Add(new Problem(place, "query.aggregate", $"Records cannot be grouped by '{name}'."));
        return false;
    }

    private bool Refuse(string name, string why)
    {
        problems.Add(new Problem("aggregates", "query.aggregate", $"'{name}' is {why}."));
        return false;
    }
}

/// <summary>A field records are grouped or summed up by.</summary>
internal sealed record GroupColumn(FieldDefinition Field, StorageType Type, QueryColumn Column);
