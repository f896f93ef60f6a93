using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>Checks a query against its entity and turns it into conditions and keys EF Core can run.</summary>
internal sealed class QueryPlanner(IFieldKindRegistry kinds, IQueryDialect dialect, AccessGate gate, SearchPlanner search, TimeProvider time)
{
    private readonly IFieldKindRegistry _kinds = kinds;
    private readonly IQueryDialect _dialect = dialect;
    private readonly SearchPlanner _search = search;
    private readonly QueryExpressionCompiler _compiler = new(dialect);

    /// <param name="zone">Whose calendar <c>today()</c> reads.</param>
    /// <param name="reach">What of the caller's reach the query looks for itself; <see langword="null"/> for all of it.</param>
    /// <param name="access">What the caller may see of the entity. A field that is hidden is not known here, and neither are records.</param>
    public Result<QueryPlan> Plan(RecordContext context, AccessProfile profile, EntityAccess access, RecordQuery query, TimeZoneInfo zone, ReachShape? reach = null)
    {
        var problems = new List<Problem>();
        if (query.Top is < 1 or > RecordQuery.MaxTop)
            problems.Add(new Problem("top", "query.top", $"Between 1 and {RecordQuery.MaxTop} records can be read at once."));
        if (query.Skip < 0)
            problems.Add(new Problem("skip", "query.skip", "The number of records to pass over cannot be negative."));

        var evaluation = new EvaluationContext(time) { Zone = zone };
        var planning = new Planning(this, profile, access, gate.ReadableSets(context, profile), evaluation, problems);
        var conditions = planning.Conditions(query, context);
        var keys = planning.Keys(query.Sort);
        var expanded = planning.Expanded(query.Expand);
        return problems.Count == 0
            ? new QueryPlan(gate.Records(context, access, query.Action, reach ?? ReachShape.Unknown), planning.Within(query.Within, conditions), keys, expanded, !evaluation.WasRead && query.Within is null) { Trashed = query.Trashed }
            : new Invalid("query.invalid", problems[0].Message, [.. problems]);
    }

    /// <summary>The condition for the records after a cursor of that shape.</summary>
    public Expression<Func<StoredRecord, bool>> After(ImmutableArray<SortKey> keys, CursorShape shape) => new CursorCondition(keys, shape, _dialect).Build();

    /// <summary>One query being planned.</summary>
    private sealed class Planning(QueryPlanner planner, AccessProfile profile, EntityAccess access, IRecordSets sets, EvaluationContext evaluation, List<Problem> problems)
    {
        private readonly EntityDefinition _entity = access.Seen;

        public ImmutableArray<Expression<Func<StoredRecord, bool>>> Conditions(RecordQuery query, RecordContext context)
        {
            var nodes = UnindexedSearch.Conditions(query.Search, _entity, planner._kinds);
            if (query.Filter is not null)
                nodes = nodes.Add(query.Filter);
            var conditions = ImmutableArray.CreateBuilder<Expression<Func<StoredRecord, bool>>>(nodes.Length + 1);
            if (query.Sense is { } sense)
                conditions.Add(planner._search.Condition(context, sense));
            foreach (var node in nodes)
            {
                var typed = ExpressionChecker.CheckCondition(node, _entity, profile, planner._kinds, RunTimeFunctions.Caller);
                var condition = typed.IsSuccess ? planner._compiler.Condition<StoredRecord>(typed.Value, sets, evaluation) : typed.Failure;
                if (condition.IsSuccess)
                    conditions.Add(condition.Value);
                else
                    Report("filter", condition.Failure);
            }
            return conditions.ToImmutable();
        }

        /// <summary>Limited to the records of one record's relation.</summary>
        public ImmutableArray<Expression<Func<StoredRecord, bool>>> Within(RelationOwner? owner, ImmutableArray<Expression<Func<StoredRecord, bool>>> conditions)
        {
            if (owner is null)
                return conditions;
            var relation = profile.Access(owner.Entity) is { } access ? RelationAccess.Of(profile, access.Seen, owner.Relation) : null;
            return conditions.Add(relation is null || relation.Target.Whole.Name != _entity.Name ? r => false : OwnedBy.Condition(sets, relation, owner.Id));
        }

        public ImmutableArray<SortKey> Keys(ImmutableArray<RecordSort> sorts)
        {
            var keys = ImmutableArray.CreateBuilder<SortKey>(sorts.Length + 1);
            foreach (var sort in sorts)
            {
                if (_entity.Field(sort.Field) is { } own && Unsortable(own) is { } problem)
                    problems.Add(problem);
                else if (_entity.Field(sort.Field) is { IsVirtual: false } field)
                    keys.Add(new SortKey(FieldAccess.SortKey(field, planner._kinds, planner._dialect), sort.Descending, field));
                else if (Key(sort) is { } key)
                    keys.Add(new SortKey(key, sort.Descending, null));
            }
            Expression<Func<StoredRecord, Guid>> id = r => r.Id;
            keys.Add(new SortKey(id, sorts is [.., { Descending: true }], SystemFields.All.First(f => f.Name == SystemFields.Id)));
            return keys.ToImmutable();
        }

        public ImmutableArray<Expansion> Expanded(ImmutableArray<string> navigations)
        {
            var lookups = ImmutableArray.CreateBuilder<Expansion>(navigations.Length);
            foreach (var navigation in navigations.Distinct(StringComparer.Ordinal))
            {
                var lookup = _entity.Navigation(navigation);
                if (lookup?.TypeField is not null)
                    lookups.Add(new Expansion(lookup, null));
                else if (lookup is not null && profile.Access(lookup.Lookup!) is { } target)
                    lookups.Add(new Expansion(lookup, target.May(AccessAction.Read) ? target : null));
                else
                    problems.Add(new Problem("expand", "query.expand", $"'{_entity.Name}' has no lookup '{navigation}'.") { Hint = DidYouMean.Hint(navigation, Navigations()) });
            }
            if (lookups.Count(l => !l.IsOfSeveral) > ExpandedRow.MostTargets)
                problems.Add(new Problem("expand", "query.expand", $"At most {ExpandedRow.MostTargets} lookups can be expanded at once."));
            return lookups.ToImmutable();
        }

        private IEnumerable<string> Navigations() => _entity.Fields.Concat(SystemFields.All).Where(f => f.IsLookup).Select(f => f.NavigationName);

        private Problem? Unsortable(FieldDefinition field) => planner._kinds.Get(field).Traits.HasFlag(FieldTraits.Unsortable)
            ? new Problem("sort", "query.sort", $"'{field.Name}' has no order to sort by.") { Hint = field.Parts.IsEmpty ? null : $"Sort by a part of it: {field.Parts[0].Name}." }
            : null;

        private LambdaExpression? Key(RecordSort sort)
        {
            var typed = ExpressionChecker.Check(new PathNode([.. sort.Field.Split('.')]), _entity, profile, planner._kinds);
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
}
