namespace Crm.Platform.Records.Reading;

/// <summary>Which of a cursor's values are null: the condition for what follows is built for a shape, and the values are filled in when it runs.</summary>
/// <param name="Count">Values the cursor has.</param>
/// <param name="Nulls">One bit for each.</param>
internal readonly record struct CursorShape(int Count, uint Nulls)
{
    /// <summary>Whether what is asked for begins after all records whose first key is unset as the cursor's is, or set as the cursor's is.</summary>
    public bool IsBeyond { get; init; }

    public bool IsNull(int index) => (Nulls & 1u << index) != 0;
}
