namespace Crm.Platform.Records.Writing;

/// <summary>What a kind does when a record with a field of it is written, beside checking the value. Registered by the kind's id.</summary>
public interface IFieldStep
{
    /// <summary>Id of the kind.</summary>
    string Kind { get; }

    /// <summary>Runs inside the write transaction once the input holds, before formulas. It may set the field and report problems; then nothing is saved.</summary>
    Task RunAsync(FieldChange change, CancellationToken cancellationToken);
}
