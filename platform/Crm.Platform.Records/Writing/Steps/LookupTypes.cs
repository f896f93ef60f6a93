using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Keeps a lookup of several entities and the field that says which together: the one is never set without the other.</summary>
/// <remarks>Where the sender gives an id alone and few entities come into question, the record itself tells which it is of; ids are unique over all entities.</remarks>
internal sealed class LookupTypes(AccessGate gate) : IWriteStep
{
    /// <summary>Entities that are looked through for an id at most.</summary>
    private const int MostTried = 10;

    public WriteStage Stage => WriteStage.Input;

    public async ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        foreach (var (lookup, type) in write.Rules.Several)
            if (IsAsked(write, lookup.Field, type.Field) && !write.Problems.Exists(p => p.Path == lookup.Field.Name || p.Path == type.Field.Name))
                await SetAsync(write, lookup.Field, type.Field, cancellationToken);
    }

    private static bool IsAsked(RecordWrite write, FieldDefinition lookup, FieldDefinition type) =>
        write.Kind == WriteKind.Create ? write.Record[lookup.Name] is not null || write.Record[type.Name] is not null : write.Changed.Contains(lookup.Name) || write.Changed.Contains(type.Name);

    private async ValueTask SetAsync(RecordWrite write, FieldDefinition lookup, FieldDefinition type, CancellationToken cancellationToken)
    {
        var given = write.Input.Values.TryGetValue(type.Name, out var value) ? value as string : null;
        if (write.Record[lookup.Name] is not Guid id)
            Clear(write, lookup, type, given);
        else if (given is not null)
            Check(write, lookup, type, given);
        else if (value is null && write.Input.Values.ContainsKey(type.Name) && !write.Changed.Contains(lookup.Name))
            write.Problems.Add(new Problem(type.Name, "field.lookup_type", $"{type.Title} cannot be empty while {lookup.Title} is set.") { Hint = $"Clear '{lookup.Name}'." });
        else
            await ResolveAsync(write, lookup, type, id, cancellationToken);
    }

    private static void Clear(RecordWrite write, FieldDefinition lookup, FieldDefinition type, string? given)
    {
        if (given is not null)
            write.Problems.Add(new Problem(type.Name, "field.lookup_type", $"{type.Title} says what {lookup.Title} points at, which is empty.") { Hint = $"Set '{lookup.Name}' too." });
        else
            Set(write, type, null);
    }

    private void Check(RecordWrite write, FieldDefinition lookup, FieldDefinition type, string given)
    {
        var sight = gate.Sight(write.Session.Model, write.Caller);
        // Where any entity will do, one the sender may not see is answered like one that is not there; a target that is listed is no secret.
        if (lookup.PointsAt(given) && (lookup.PointsAt(FieldDefinition.AnyEntity) ? sight(given) : write.Session.Model.Snapshot.Entity(given)) is not null)
        {
            Set(write, type, given);
            return;
        }
        // Nothing is looked for there.
        write.Record[type.Name] = null;
        write.Problems.Add(new Problem(type.Name, "field.lookup_type", $"{lookup.Title} cannot point at '{given}'.") { Hint = DidYouMean.Hint(given, Candidates(write, lookup).Where(name => sight(name) is not null)) });
    }

    /// <summary>Looks the id up where the lookup may point, first where it pointed before.</summary>
    private async ValueTask ResolveAsync(RecordWrite write, FieldDefinition lookup, FieldDefinition type, Guid id, CancellationToken cancellationToken)
    {
        var before = write.Before?[type.Name] as string;
        var candidates = Candidates(write, lookup).ToList();
        var areMany = candidates.Count > MostTried;
        foreach (var name in candidates.Where(name => !areMany || name == before).OrderBy(name => name != before))
            if (await write.Session.Lookups.ExistsAsync(name, id, write.Caller, gate, cancellationToken))
            {
                Set(write, type, name);
                return;
            }
        Set(write, type, null);
        write.Problems.Add(areMany
            ? new Problem(lookup.Name, "field.lookup", $"What {lookup.Title} points at cannot be told by its id.") { Hint = $"Set '{type.Name}' to the name of an entity, or '{lookup.NavigationName}@odata.bind' to a reference." }
            : new Problem(lookup.Name, "field.lookup", $"{lookup.Title} points at no record that exists."));
    }

    private static IEnumerable<string> Candidates(RecordWrite write, FieldDefinition lookup) =>
        lookup.PointsAt(FieldDefinition.AnyEntity) ? write.Session.Model.Snapshot.Entities.Select(e => e.Name) : lookup.Targets.Where(name => write.Session.Model.Snapshot.Entity(name) is not null);

    private static void Set(RecordWrite write, FieldDefinition type, string? name)
    {
        if (Equals(write.Before?[type.Name], name))
            write.Changed.Remove(type.Name);
        else
            write.Changed.Add(type.Name);
        write.Record[type.Name] = name;
    }
}
