using System.Linq.Expressions;
using System.Reflection;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>A record joined with the targets of its expanded lookups, as EF Core materialises it.</summary>
internal sealed class ExpandedRow
{
    /// <summary>Most lookups one query may expand.</summary>
    public const int MostTargets = 8;

    private static readonly PropertyInfo[] Targets = [.. Enumerable.Range(0, MostTargets).Select(i => typeof(ExpandedRow).GetProperty($"Target{i}")!)];

    public required StoredRecord Root { get; init; }
    public StoredRecord? Target0 { get; init; }
    public StoredRecord? Target1 { get; init; }
    public StoredRecord? Target2 { get; init; }
    public StoredRecord? Target3 { get; init; }
    public StoredRecord? Target4 { get; init; }
    public StoredRecord? Target5 { get; init; }
    public StoredRecord? Target6 { get; init; }
    public StoredRecord? Target7 { get; init; }

    public StoredRecord? Target(int index) => index switch
    {
        0 => Target0,
        1 => Target1,
        2 => Target2,
        3 => Target3,
        4 => Target4,
        5 => Target5,
        6 => Target6,
        _ => Target7,
    };

    /// <summary><c>new ExpandedRow { Root = …, Target0 = …, … }</c> over the targets joined so far.</summary>
    public static Expression Make(Expression root, IEnumerable<Expression> targets) => Expression.MemberInit(
        Expression.New(typeof(ExpandedRow)),
        [
            Expression.Bind(typeof(ExpandedRow).GetProperty(nameof(Root))!, root),
            .. targets.Select((target, i) => Expression.Bind(Targets[i], target)),
        ]);

    /// <summary><c>row.Target{index}</c>.</summary>
    public static Expression TargetOf(Expression row, int index) => Expression.Property(row, Targets[index]);
}
