using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>Checks a query against its entity and turns it into conditions and keys EF Core can run.</summary>
internal sealed class QueryPlanner(IFieldKindRegistry kinds, IQueryDialect dialect, TimeProvider time)
{
    private readonly IFieldKindRegistry _kinds = kinds;
    private readonly QueryExpressionCompiler _compiler = new(dialect);

    public Result<QueryPlan> Plan(RecordModel model, RecordContext context, EntityDefinition entity, RecordQuery query, Caller caller)
    {
        var problems = new List<Problem>();
        if (query.Top is < 1 or > RecordQuery.MaxTop)
            problems.Add(new Problem("top", "query.top", $"Between 1 and {RecordQuery.MaxTop} records can be read at once."));
        if (query.Skip < 0)
            problems.Add(new Problem("skip", "query.skip", "The number of records to pass over cannot be negative."));

        var evaluation = new EvaluationContext(time) { UserId = caller.UserId };
        var planning = new Planning(this, model, entity, new RecordSets(context), evaluation, problems);
        var conditions = planning.Conditions(query);
        var keys = planning.Keys(query.Sort);
        var expanded = planning.Expanded(query.Expand);
        return problems.Count == 0
            ? new QueryPlan(entity, conditions, keys, expanded, !evaluation.WasRead)
            : new Invalid("query.invalid", problems[0].Message, [.. problems]);
    }

    /// <summary>One query being planned.</summary>
    private sealed class Planning(QueryPlanner planner, RecordModel model, EntityDefinition entity, IRecordSets sets, EvaluationContext evaluation, List<Problem> problems)
    {
        public ImmutableArray<Expression<Func<StoredRecord, bool>>> Conditions(RecordQuery query)
        {
            var nodes = SearchWords.Conditions(query.Search, entity, planner._kinds);
            if (query.Filter is not null)
                nodes = nodes.Add(query.Filter);
            var conditions = ImmutableArray.CreateBuilder<Expression<Func<StoredRecord, bool>>>(nodes.Length);
            foreach (var node in nodes)
            {
                var typed = ExpressionChecker.CheckCondition(node, entity, model.Snapshot, planner._kinds);
                var condition = typed.IsSuccess ? planner._compiler.Condition<StoredRecord>(typed.Value, sets, evaluation) : typed.Failure;
                if (condition.IsSuccess)
                    conditions.Add(condition.Value);
                else
                    Report("filter", condition.Failure);
            }
            return conditions.ToImmutable();
        }

        public ImmutableArray<(LambdaExpression, bool)> Keys(ImmutableArray<RecordSort> sorts)
        {
            var keys = ImmutableArray.CreateBuilder<(LambdaExpression, bool)>(sorts.Length + 1);
            foreach (var sort in sorts)
            {
                if (entity.Field(sort.Field) is { } own && Unsortable(own) is { } problem)
                    problems.Add(problem);
                else if (entity.Field(sort.Field) is { } field)
                    keys.Add((FieldAccess.Lambda(field, planner._kinds), sort.Descending));
                else if (Key(sort) is { } key)
                    keys.Add((key, sort.Descending));
            }
            Expression<Func<StoredRecord, Guid>> id = r => r.Id;
            keys.Add((id, sorts is [.., { Descending: true }]));
            return keys.ToImmutable();
        }

        public ImmutableArray<FieldDefinition> Expanded(ImmutableArray<string> navigations)
        {
            var lookups = ImmutableArray.CreateBuilder<FieldDefinition>(navigations.Length);
            foreach (var navigation in navigations.Distinct(StringComparer.Ordinal))
            {
                if (entity.Navigation(navigation) is { } lookup && model.Snapshot.Entity(lookup.Lookup!) is not null)
                    lookups.Add(lookup);
                else
                    problems.Add(new Problem("expand", "query.expand", $"'{entity.Name}' has no lookup '{navigation}'.") { Hint = DidYouMean.Hint(navigation, Navigations()) });
            }
            if (lookups.Count > ExpandedRow.MostTargets)
                problems.Add(new Problem("expand", "query.expand", $"At most {ExpandedRow.MostTargets} lookups can be expanded at once."));
            return lookups.ToImmutable();
        }

        private IEnumerable<string> Navigations() => entity.Fields.Concat(SystemFields.All).Where(f => f.Lookup is not null).Select(f => f.NavigationName);

        private Problem? Unsortable(FieldDefinition field) => planner._kinds.Get(field).Traits.HasFlag(FieldTraits.Unsortable)
            ? new Problem("sort", "query.sort", $"'{field.Name}' has no order to sort by.") { Hint = field.Parts.IsEmpty ? null : $"Sort by a part of it: {field.Parts[0].Name}." }
            : null;

        private LambdaExpression? Key(RecordSort sort)
        {
            var typed = ExpressionChecker.Check(new PathNode([.. sort.Field.Split('.')]), entity, model.Snapshot, planner._kinds);
            var key = typed.IsSuccess ? planner._compiler.SortKey<StoredRecord>(typed.Value, sets, evaluation) : typed.Failure;
            if (key.IsSuccess)
                return key.Value;
            Report("sort", key.Failure);
            return null;
        }

        private void Report(string path, Failure failure)
        {
            if (failure is Invalid { Problems: { IsEmpty: false } found })
                problems.AddRange(found.Select(p => p with { Path = path }));
            else
                problems.Add(new Problem(path, failure.Code, failure.Message));
        }
    }

    private sealed class RecordSets(RecordContext context) : IRecordSets
    {
        public Expression Set(string entity) => ((IQueryable)context.Records(entity)).Expression;
    }
}
