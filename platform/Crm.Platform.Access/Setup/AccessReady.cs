namespace Crm.Platform.Access.Setup;

/// <summary>Access is ready for requests.</summary>
/// <param name="SetupPath">Path and query of the one-time set-up page (<c>/setup?token=…</c>) while there is no user, otherwise <see langword="null"/>. A secret: print it once, log it nowhere.</param>
public sealed record AccessReady(string? SetupPath);
