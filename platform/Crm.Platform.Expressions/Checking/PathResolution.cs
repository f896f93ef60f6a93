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
        foreach (var segment in segments[..^1])
        {
            if (steps.Count == segments.Length - 2 && entity.Field(segment) is { Parts.IsEmpty: false } composite)
                return Part(entity, composite, segments[^1], steps.ToImmutable(), out problem);
            if (StepOrCaller(entity, segment, steps.Count, out problem) is not { } step)
                return null;
            steps.Add(step);
            entity = step.Target;
        }
        problem = steps.Count > MaxLookups ? Wrong("expression.too_complex", $"A path may follow at most {MaxLookups} lookups.", null) : null;
        return problem is null ? Last(entity, segments[^1], steps.ToImmutable(), out problem) : null;
    }

    /// <summary>Whether a path begins at the caller's own record.</summary>
    public static bool IsCaller(LookupStep step) => ReferenceEquals(step.Lookup, CallerLookup);

    private LookupStep? StepOrCaller(EntityDefinition entity, string segment, int index, out Problem? problem)
    {
        if (caller is null || index > 0 || segment != SystemFields.UserEntity)
            return Step(entity, segment, out problem);
        problem = null;
        return new LookupStep(CallerLookup, caller);
    }

    private LookupStep? Step(EntityDefinition entity, string segment, out Problem? problem)
    {
        problem = null;
        if (entity.Navigation(segment) is { Lookup: { } target } lookup)
        {
            if (entities.Entity(target) is { } found)
                return new LookupStep(lookup, found);
            problem = Wrong("expression.unknown_entity", $"'{segment}' of {entity.Title} leads to '{target}', which does not exist.", null);
        }
        else
            problem = entity.Field(segment) is not null
                ? Wrong("expression.not_a_lookup", $"'{segment}' of {entity.Title} is not a lookup, so nothing can follow it.", null)
                : Unknown(entity, segment, Navigations(entity));
        return null;
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
        entity.Fields.Concat(SystemFields.All).Where(f => f.Lookup is not null).Select(f => f.NavigationName);

    private static Problem Unknown(EntityDefinition entity, string name, IEnumerable<string> names) =>
        Wrong("expression.unknown_field", $"'{name}' is not a field of {entity.Title}.", DidYouMean.Hint(name, names));

    private static Problem Wrong(string code, string message, string? hint) => new("", code, message) { Hint = hint };
}
