using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>Brings input values into a record, each checked by its kind. Pure: reads no database.</summary>
internal static class InputCheck
{
    /// <summary>Sets every value of <paramref name="input"/> that holds; the others become problems, and the record is then not to be saved.</summary>
    /// <returns>Names of the fields whose value changed.</returns>
    public static HashSet<string> Apply(EntityRules rules, Record record, RecordInput input, List<Problem> problems)
    {
        problems.AddRange(input.Problems);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in input.Values)
        {
            if (Rule(rules, name) is not { } rule)
                problems.Add(Refuse(rules.Entity, name));
            else if (Checked(rule, Merged(record, rule, value), problems, out var stored) && Set(record, rule, stored))
                changed.Add(name);
        }
        return changed;
    }

    /// <summary>Problems of a whole new record: required fields without a value that no other problem explains.</summary>
    public static void Require(EntityRules rules, Record record, List<Problem> problems)
    {
        foreach (var rule in rules.Required)
            if (record[rule.Field.Name] is null && !rule.Field.IsComputed && !problems.Exists(p => p.Path == rule.Field.Name))
                problems.Add(Missing(rule.Field));
    }

    public static Problem ReadOnly(string field) => new(field, "field.read_only", $"'{field}' cannot be set.");

    private static FieldRule? Rule(EntityRules rules, string name)
    {
        if (name == SystemFields.OwnerId)
            return rules.Owner;
        var rule = rules.Fields.FirstOrDefault(f => f.Field.Name == name);
        return rule is { Field: { ReadOnly: false, IsComputed: false } } ? rule : null;
    }

    private static Problem Refuse(EntityDefinition entity, string name)
    {
        if (entity.Field(name) is not null)
            return ReadOnly(name);
        return new Problem(name, "field.unknown", $"'{entity.Name}' has no field '{name}'.") { Hint = DidYouMean.Hint(name, entity.Fields.Select(f => f.Name)) };
    }

    private static bool Checked(FieldRule rule, object? value, List<Problem> problems, out object? stored)
    {
        stored = null;
        if (value is null or "")
            return !rule.Field.Required || Report(problems, Missing(rule.Field));
        var result = rule.Kind.Check(value, rule.Field);
        if (!result.IsSuccess)
            return Report(problems, rule, result.Failure);
        stored = result.Value is "" or CompositeValue { IsUnset: true } ? null : result.Value;
        return stored is not null || !rule.Field.Required || Report(problems, Missing(rule.Field));
    }

    /// <summary>Of a field made of parts, the parts not given keep what they have.</summary>
    private static object? Merged(Record record, FieldRule rule, object? value)
    {
        if (value is not CompositeValue given || record[rule.Field.Name] is not CompositeValue present)
            return value;
        return rule.Field.Parts.Where(part => given.Names(part.Part!)).Aggregate(present, (merged, part) => merged.With(part.Part!, given[part.Part!]));
    }

    private static bool Set(Record record, FieldRule rule, object? value)
    {
        var name = rule.Field.Name;
        if (Equals(record[name], value))
            return false;
        if (name == SystemFields.OwnerId)
            record.OwnerId = (Guid?)value;
        else
            record[name] = value;
        return true;
    }

    private static Problem Missing(FieldDefinition field) => new(field.Name, "field.required", $"{field.Title} is required.");

    private static bool Report(List<Problem> problems, FieldRule rule, Failure failure)
    {
        // Only a field made of parts has problems at more places than its own.
        if (!rule.Field.Parts.IsEmpty && failure is Invalid invalid)
            problems.AddRange(invalid.Problems);
        else
            problems.Add(new Problem(rule.Field.Name, failure.Code, failure.Message));
        return false;
    }

    private static bool Report(List<Problem> problems, Problem problem)
    {
        problems.Add(problem);
        return false;
    }
}
