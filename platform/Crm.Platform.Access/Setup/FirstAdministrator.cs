namespace Crm.Platform.Access.Setup;

/// <summary>The person an installation is set up by.</summary>
public static class FirstAdministrator
{
    /// <summary>Id of account and record, the same everywhere, so that records can be theirs before they are there: a record of entity <c>user</c> with this id becomes theirs.</summary>
    public static Guid Id { get; } = new("00000000-0000-7000-8000-000000000001");
}
