using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions;

/// <summary>Ids of the kinds of definition and their plurals, which name folders and addresses.</summary>
public static class DefinitionKinds
{
    public const string Entity = "entity";
    public const string Rule = "rule";
    public const string Form = "form";
    public const string View = "view";
    public const string App = "app";
    public const string Role = "role";

    private static readonly ImmutableArray<string> Later = ["workflow", "script", "dashboard", "template", "translation"];

    /// <summary>The kinds this version reads, in the order in which they depend on each other.</summary>
    public static ImmutableArray<string> Supported { get; } = [Entity, Form, View, App, Role, Rule];

    /// <summary><c>entities</c> for <c>entity</c>.</summary>
    public static string PluralOf(string kind) => kind == Entity ? "entities" : kind + "s";

    /// <summary>The kind whose plural that is, or <see langword="null"/>.</summary>
    public static string? OfPlural(string plural) => Supported.Concat(Later).FirstOrDefault(kind => PluralOf(kind) == plural);

    /// <summary>Why definitions of that kind cannot be read, or <see langword="null"/> when they can.</summary>
    public static Problem? Fault(string kind)
    {
        if (Supported.Contains(kind))
            return null;
        return Later.Contains(kind)
            ? new Problem("kind", "definition.unsupported", $"Definitions of kind '{kind}' are not supported yet.") { Hint = $"Supported are {string.Join(", ", Supported)}." }
            : new Problem("kind", "definition.kind", $"There is no kind of definition called '{kind}'.") { Hint = Reading.Suggestion.For(kind, Supported) };
    }
}
