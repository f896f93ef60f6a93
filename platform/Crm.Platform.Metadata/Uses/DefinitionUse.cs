namespace Crm.Platform.Metadata.Uses;

/// <summary>A place in one definition that names another, or a field of one.</summary>
/// <param name="Kind">Kind of the definition that uses.</param>
/// <param name="Name">Name of the definition that uses.</param>
/// <param name="Path">Where in its JSON.</param>
/// <param name="Target">What is used.</param>
/// <param name="Message">One sentence: how it is used.</param>
public sealed record DefinitionUse(string Kind, string Name, string Path, UseTarget Target, string Message);

/// <summary>Something a definition may name.</summary>
/// <param name="Kind"><c>entity</c>, <c>view</c> …</param>
/// <param name="Field">A field of that entity; <see langword="null"/> for the whole definition.</param>
public readonly record struct UseTarget(string Kind, string Name, string? Field = null);
