using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Layers;

/// <summary>The definitions in a folder, <c>{app}/{kind plural}/{name}.json</c>: the platform's own beside the assembly, or a plugin's.</summary>
/// <param name="Definitions">Every file that is a JSON object, in ordinal order of the paths.</param>
/// <param name="Problems">The files that are not.</param>
public sealed record ShippedDefinitions(ImmutableArray<StoredDefinition> Definitions, ImmutableArray<DefinitionProblem> Problems)
{
    private const string SchemaFolder = "schema";

    /// <summary>Where the platform's own definitions lie.</summary>
    public static string DefaultFolder { get; } = Path.Combine(AppContext.BaseDirectory, "metadata");

    /// <summary>Reads the folder. A bad file becomes a problem and does not hold back the others; a missing folder is empty.</summary>
    public static async Task<ShippedDefinitions> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var definitions = ImmutableArray.CreateBuilder<StoredDefinition>();
        var problems = ImmutableArray.CreateBuilder<DefinitionProblem>();
        foreach (var file in Files(folder))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var (kind, json) = await ReadFileAsync(folder, file, cancellationToken);
            if (json.IsSuccess)
                definitions.Add(new StoredDefinition(kind, name, json.Value) { File = file });
            else
                problems.AddRange(((Invalid)json.Failure).Problems.Select(p => new DefinitionProblem(kind, name, file, p)));
        }

        return new ShippedDefinitions(definitions.ToImmutable(), problems.ToImmutable());
    }

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => f.Split('/')[0] != SchemaFolder)
            .Order(StringComparer.Ordinal)
        : [];

    private static async Task<(string Kind, Result<JsonObject> Json)> ReadFileAsync(string folder, string file, CancellationToken cancellationToken)
    {
        if (file.Split('/') is not [_, var plural, _] || DefinitionKinds.OfPlural(plural) is not { } kind)
            return ("", Fail("kind", "The file does not lie in a folder named after a kind of definition.", $"Put it into {{app}}/{{kind}}, where kind is {string.Join(", ", DefinitionKinds.Supported.Select(DefinitionKinds.PluralOf))}."));
        var path = Path.Combine(folder, file);
        if (new FileInfo(path).Length > DefinitionText.MaxBytes)
            return (kind, Fail("size", $"The file is larger than {DefinitionText.MaxBytes / 1024} KB.", null));
        try
        {
            return (kind, DefinitionText.Parse(await File.ReadAllTextAsync(path, cancellationToken)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (kind, Fail("file", "The file cannot be read.", fault.Message));
        }
    }

    private static Invalid Fail(string code, string message, string? hint) => Invalid.Of(new Problem("", "definition." + code, message) { Hint = hint });
}
