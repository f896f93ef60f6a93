using System.Xml.Linq;

namespace Crm.Platform.Web.Tests.Repository;

/// <summary>The files people wrote, without what a build or a run leaves behind.</summary>
internal static class SourceTree
{
    private static readonly string[] Leavings = ["bin", "obj", "node_modules", "artifacts", "data", "TestResults", "BenchmarkDotNet.Artifacts", "generated", "_framework"];

    public static string Root => Crm.Testing.Hosting.Repository.Root;

    /// <summary>Absolute paths of all files with one of the endings.</summary>
    public static IEnumerable<string> Files(params string[] endings) => Under(Root).Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    /// <summary>Every project by its name.</summary>
    public static Dictionary<string, Project> Projects() =>
        Files(".csproj").Select(Read).ToDictionary(p => p.Name, StringComparer.Ordinal);

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static IEnumerable<string> Under(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Under));

    private static bool IsOurs(string folder) => Path.GetFileName(folder) is var name && !name.StartsWith('.') && !Leavings.Contains(name);

    private static Project Read(string file)
    {
        var xml = XDocument.Load(file);
        var references = xml.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        var packages = xml.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value);
        return new Project(Path.GetFileNameWithoutExtension(file), Relative(file), [.. references], [.. packages]);
    }
}

/// <summary>What a project file says about its neighbours.</summary>
internal sealed record Project(string Name, string File, string[] References, string[] Packages)
{
    public string Folder => File.Split('/')[0];
}
