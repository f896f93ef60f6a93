using System.Collections.Immutable;
using Crm.Platform.Metadata.Publishing.Matching;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>A change with what the stored records make of it.</summary>
/// <param name="Change">Its operations say which fields are converted and filled.</param>
/// <param name="Losses">Conversions that lose something and gaps that stay; to be accepted.</param>
/// <param name="Misfits">Records that stand in the way.</param>
internal sealed record ExaminedChange(PublishChange Change, ImmutableArray<PlannedLoss> Losses, ImmutableArray<PlannedMisfit> Misfits)
{
    internal sealed class Builder(PublishChange change)
    {
        private readonly Dictionary<(string Entity, string Field), ConvertField> _conversions = [];
        private readonly List<FillField> _fills = [];
        private readonly List<PlannedLoss> _losses = [];
        private readonly List<PlannedMisfit> _misfits = [];

        public void Add(EntityExamination examination)
        {
            foreach (var field in examination.Fields)
                Add(examination.Match, field);
            foreach (var key in examination.Keys.Where(k => k.Taken.Count > 0))
                _misfits.Add(MisfitText.OfKey(examination.Match.After, key));
        }

        /// <summary>A required field that <paramref name="records"/> living records have no value for: its default fills them, or somebody accepts the gap.</summary>
        public void AddGap(EntityMatch match, FieldMatch field, long records)
        {
            if (field.After.Default is not null)
                _fills.Add(new FillField(match.After.Name, field.After, records));
            else
                _losses.Add(new PlannedLoss($"gap:{match.After.Name}.{field.After.Name}", $"{MisfitText.Records(match.After, records)} without the required {field.After.Title} until somebody fills it in. A default would fill them now."));
        }

        public ExaminedChange Build()
        {
            var operations = change.Operations.Select(o => o is ChangeField c && _conversions.TryGetValue((c.Entity, c.After.Name), out var conversion) ? conversion : o).ToList();
            operations.InsertRange(operations.FindLastIndex(o => o is AddField or RestoreField or RenameField or ChangeField or ConvertField) + 1, _fills);
            return new ExaminedChange(change with { Operations = [.. operations] }, [.. _losses], [.. _misfits]);
        }

        private void Add(EntityMatch match, FieldExamination field)
        {
            var after = field.Match.After;
            if (field.Converts)
                _conversions[(match.After.Name, after.Name)] = new ConvertField(match.After.Name, field.Match.Before!.Called(after.Name), after, field.Rows, field.IsLossy);
            if (field.Converts && field.IsLossy && field.Values.Count == 0)
                _losses.Add(new PlannedLoss($"convert:{match.After.Name}.{after.Name}", $"Some values of {after.Title} of '{match.After.Name}' say less as {after.Kind}. The values as they were are kept aside until an administrator purges them."));
            if (field.Values.Count > 0)
                _misfits.Add(MisfitText.OfValues(match.After, field));
            if (after.Required && field.Empty.Count > 0)
                AddEmpty(match, field);
        }

        private void AddEmpty(EntityMatch match, FieldExamination field)
        {
            if (field.Match.Restored is not null || field.Match.After.Default is not null)
                AddGap(match, field.Match, field.Empty.Count);
            else if (!field.Match.Before!.Required)
                _misfits.Add(MisfitText.OfEmpty(match.After, field));
        }
    }
}
