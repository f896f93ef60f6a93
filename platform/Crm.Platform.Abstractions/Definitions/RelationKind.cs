namespace Crm.Platform.Abstractions;

/// <summary>How the records of a relation hang on the one they are reached from.</summary>
public enum RelationKind
{
    /// <summary>Records of their own that point here by a lookup.</summary>
    Children,

    /// <summary>Records that point here and live only inside this one: edited, trashed and versioned with it.</summary>
    Owned,

    /// <summary>The one record that points here by a unique lookup.</summary>
    One,

    /// <summary>Records tied to this one by records of a link entity.</summary>
    Many,
}
