using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>Finds the field at the end of a path over lookups.</summary>
/// <param name="caller">Entity of the caller's own record, which paths beginning with <c>user</c> then lead to; <see langword="null"/> where they do not.</param>
internal sealed class PathResolution(IEntitySource entities, IFieldKindRegistry kinds, EntityDefinition? caller = null)
{
    public const int MaxLookups = 5;

    // Shaped like a lookup, so that both back ends follow it like one.
    private static readonly FieldDefinition CallerLookup = new(SystemFields.UserEntity, FieldKinds.Lookup) { Lookup = SystemFields.UserEntity };

    public TypedPath? Resolve(EntityDefinition entity, ImmutableArray<string> segments, out Problem? problem)
    {
        var steps = ImmutableArray.CreateBuilder<LookupStep>();
        var at = 0;
        while (at < segments.Length - 1)
        {
            if (at == segments.Length - 2 && entity.Field(segments[at]) is { Parts.IsEmpty: false } composite)
                return Part(entity, composite, segments[^1], steps.ToImmutable(), out problem);
            if (StepOrCaller(entity, segments, ref at, out problem) is not { } step)
                return null;
            steps.Add(step);
            entity = step.Target;
        }
        problem = steps.Count > MaxLookups ? Wrong("expression.too_complex", $"A path may follow at most {MaxLookups} lookups.", null) : null;
        // A path that ends at the target itself, `regarding.account`, stands for its id.
        return problem is null ? Last(entity, at < segments.Length ? segments[at] : SystemFields.Id, steps.ToImmutable(), out problem) : null;
    }

    /// <summary>Whether a path begins at the caller's own record.</summary>
    public static bool IsCaller(LookupStep step) => ReferenceEquals(step.Lookup, CallerLookup);

    private LookupStep? StepOrCaller(EntityDefinition entity, ImmutableArray<string> segments, ref int at, out Problem? problem)
    {
        if (caller is null || at > 0 || segments[at] != SystemFields.UserEntity)
            return Step(entity, segments, ref at, out problem);
        problem = null;
        at++;
        return new LookupStep(CallerLookup, caller);
    }

    private LookupStep? Step(EntityDefinition entity, ImmutableArray<string> segments, ref int at, out Problem? problem)
    {
        problem = null;
        if (entity.Along(segments, at, out var length) is { } lookup && entities.Entity(lookup.Lookup!) is { } found)
        {
            at += length;
            return new LookupStep(lookup, found);
        }
        problem = Lost(entity, segments, at);
        return null;
    }

    private Problem Lost(EntityDefinition entity, ImmutableArray<string> segments, int at)
    {
        var segment = segments[at];
        return entity.Navigation(segment) switch
        {
            { Lookup: { } target } => Wrong("expression.unknown_entity", $"'{segment}' of {entity.Title} leads to '{target}', which does not exist.", null),
            { } lookup => Wrong("expression.unknown_field", $"'{segment}' of {entity.Title} leads to several entities, and '{segments[at + 1]}' is none of them.", Which(lookup, segments[at + 1])),
            _ when entity.Field(segment) is not null => Wrong("expression.not_a_lookup", $"'{segment}' of {entity.Title} is not a lookup, so nothing can follow it.", null),
            _ => Unknown(entity, segment, Navigations(entity)),
        };
    }

    /// <summary>Names none that is closed to the reader.</summary>
    private string Which(FieldDefinition lookup, string given)
    {
        var known = lookup.Targets.Where(target => entities.Entity(target) is not null).ToList();
        return DidYouMean.Hint(given, known) ?? $"Name the entity first: {lookup.NavigationName}.{(known.Count > 0 ? known[0] : "account")}.{given}.";
    }

    private TypedPath? Part(EntityDefinition entity, FieldDefinition composite, string name, ImmutableArray<LookupStep> steps, out Problem? problem)
    {
        if (composite.Parts.Any(part => part.Part == name))
            return Last(entity, $"{composite.Name}.{name}", steps, out problem);
        problem = Wrong("expression.unknown_field", $"'{composite.Name}' of {entity.Title} has no part '{name}'.", DidYouMean.Hint(name, composite.Parts.Select(part => part.Part!)));
        return null;
    }

    private TypedPath? Last(EntityDefinition entity, string name, ImmutableArray<LookupStep> steps, out Problem? problem)
    {
        problem = null;
        // A lookup's own name stands for what it points at, so `account == null` reads as it should.
        if ((entity.Field(name) ?? entity.Navigation(name)) is not { } field)
            problem = Unknown(entity, name, entity.Fields.Concat(SystemFields.All).Select(f => f.Name));
        else if (!field.Parts.IsEmpty)
            problem = Wrong("expression.parts", $"'{name}' of {entity.Title} is made of parts.", $"Name one: {field.Parts[0].Name}.");
        else if (kinds.Find(field.Kind) is { } kind)
            return new TypedPath(steps, field, kind.Storage);
        else
            problem = Wrong("expression.unknown_kind", $"The field '{name}' of {entity.Title} has the unknown kind '{field.Kind}'.", null);
        return null;
    }

    private static IEnumerable<string> Navigations(EntityDefinition entity) =>
        entity.Fields.Concat(SystemFields.All).Where(f => f.IsLookup).Select(f => f.NavigationName);

    private static Problem Unknown(EntityDefinition entity, string name, IEnumerable<string> names) =>
        Wrong("expression.unknown_field", $"'{name}' is not a field of {entity.Title}.", DidYouMean.Hint(name, names));

    private static Problem Wrong(string code, string message, string? hint) => new("", code, message) { Hint = hint };
}
