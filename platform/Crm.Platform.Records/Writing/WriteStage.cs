namespace Crm.Platform.Records.Writing;

/// <summary>Where in the pipeline a step stands.</summary>
internal enum WriteStage
{
    /// <summary>Values come in: defaults, then what the sender gave.</summary>
    Input,

    /// <summary>Rules look at the whole record and report problems. All of them run, so the sender learns everything at once.</summary>
    Check,

    /// <summary>Values that follow from others. Runs only for a record without problems.</summary>
    Compute,
}
