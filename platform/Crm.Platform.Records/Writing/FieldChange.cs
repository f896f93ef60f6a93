using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>A field of a record that is about to be saved.</summary>
public sealed class FieldChange
{
    private readonly RecordWrite _write;

    internal FieldChange(RecordWrite write, FieldDefinition field)
    {
        _write = write;
        Field = field;
    }

    public FieldDefinition Field { get; }

    public Record Record => _write.Record;

    public Caller Caller => _write.Caller;

    /// <summary>Whether the input changed the field.</summary>
    public bool HasChanged => _write.Changed.Contains(Field.Name);

    /// <summary>New records of this entity still to come in this transaction, this one included.</summary>
    public int Ahead => _write.Ahead;

    /// <summary>The moment the change counts as made, UTC.</summary>
    public DateTime Now => _write.Session.Now;

    /// <summary>In the write transaction. Do not save through it: the record is saved by who opened it.</summary>
    public RecordContext Context => _write.Session.Context;

    /// <summary>Something kept for as long as the transaction, made when first asked for.</summary>
    public T Shared<T>()
        where T : class, new() => _write.Session.Shared<T>();

    /// <summary>What is wrong with the value; the record is then not saved.</summary>
    public void Report(Problem problem) => _write.Problems.Add(problem);

    /// <summary>Does something once the record is saved, in the same transaction; not when it is refused. A failure undoes the save.</summary>
    public void Then(Func<CancellationToken, Task<Failure?>> work) => _write.OnceSaved.Add(work);
}
