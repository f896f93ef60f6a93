using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>Compares a record with what it was. Pure.</summary>
internal static class FieldDifferences
{
    /// <param name="before"><see langword="null"/> for a new record, of which every field that is set counts.</param>
    public static ImmutableArray<FieldDifference> Between(EntityRules rules, Record? before, Record after)
    {
        var changes = ImmutableArray.CreateBuilder<FieldDifference>();
        foreach (var rule in rules.Fields)
            Compare(rule, before?[rule.Field.Name], after[rule.Field.Name], changes);
        Compare(rules.Owner, before?.OwnerId, after.OwnerId, changes);
        return changes.ToImmutable();
    }

    private static void Compare(FieldRule rule, object? before, object? after, ImmutableArray<FieldDifference>.Builder changes)
    {
        if (Equals(before, after))
            return;
        var change = new FieldDifference(rule.Field, FieldJson.Write(rule, before), FieldJson.Write(rule, after));
        // Values of several parts compare by reference.
        if (change.Old != change.New)
            changes.Add(change);
    }
}
