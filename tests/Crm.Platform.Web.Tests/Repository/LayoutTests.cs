using System.Xml.Linq;

namespace Crm.Platform.Web.Tests.Repository;

/// <summary>The shape of the repository.</summary>
public sealed class LayoutTests
{
    private const int MostLines = 350;

    private static readonly string[] TopLevel =
        ["Crm.Platform.sln", "Directory.Build.props", "Directory.Packages.props", "README.md", "designer", "global.json", "metadata", "platform", "plugins", "tests"];

    [Fact]
    public void TopLevel_HoldsTheAgreedNamesOnly()
    {
        var ignored = File.ReadAllLines(Path.Combine(SourceTree.Root, ".gitignore")).Select(l => l.Trim('/'));
        var names = Directory.EnumerateFileSystemEntries(SourceTree.Root).Select(e => Path.GetFileName(e)!).Where(n => !n.StartsWith('.')).Except(ignored);

        Assert.Equal(TopLevel, names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllLines(Path.Combine(SourceTree.Root, "Crm.Platform.sln"))
            .Where(l => l.StartsWith("Project(", StringComparison.Ordinal))
            .Select(l => l.Split('"')[5].Replace('\\', '/'))
            .Where(p => p.EndsWith(".csproj", StringComparison.Ordinal));

        Assert.Equal(SourceTree.Projects().Values.Select(p => p.File).Order(StringComparer.Ordinal), solution.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PackageVersions_StandInOnePlace()
    {
        var versions = from file in SourceTree.Files(".csproj", ".props", ".targets")
                       where Path.GetFileName(file) != "Directory.Packages.props"
                       from reference in XDocument.Load(file).Descendants("PackageReference")
                       where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null || reference.Element("Version") is not null
                       select $"{SourceTree.Relative(file)}: {reference.Attribute("Include")?.Value}";

        Assert.Empty(versions);
    }

    [Fact]
    public void Warnings_AreErrorsInEveryProject()
    {
        var softer = from file in SourceTree.Files(".csproj", ".props", ".targets")
                     from property in XDocument.Load(file).Descendants()
                     where property.Name.LocalName switch
                     {
                         "TreatWarningsAsErrors" => property.Value != "true",
                         "Nullable" => property.Value != "enable",
                         "AnalysisLevel" => property.Value != "latest-recommended",
                         _ => false,
                     }
                     select SourceTree.Relative(file);

        Assert.Empty(softer);
    }

    [Fact]
    public void Files_StayShort()
    {
        var long_ = from file in SourceTree.Files(".cs", ".razor")
                    let lines = File.ReadLines(file).Count()
                    where lines > MostLines
                    select $"{SourceTree.Relative(file)} has {lines} lines";

        Assert.Empty(long_);
    }
}
