namespace Crm.Platform.Web.Tests.Repository;

/// <summary>References point down only.</summary>
public sealed class ReferenceTests
{
    /// <summary>From the bottom up. Projects of one row do not see each other; a row sees every row below it.</summary>
    private static readonly string[][] Rows =
    [
        ["Crm.Platform.Abstractions"],
        ["Crm.Platform.Expressions"],
        ["Crm.Platform.Metadata"],
        ["Crm.Platform.Storage"],
        ["Crm.Platform.Records"],
        ["Crm.Platform.Access", "Crm.Platform.Scripting", "Crm.Platform.Workflows", "Crm.Platform.Plugins", "Crm.Platform.ScriptHost"],
        // Sends what the outbox holds, in the name of people.
        ["Crm.Platform.Webhooks"],
        ["Crm.Platform.Api", "Crm.Platform.Screens"],
        // The designer's pages are laid out by the shell of the screens.
        ["Crm.Designer"],
        ["Crm.Platform.Web"],
    ];

    private static readonly string[] OpenToPlugins = ["Crm.Platform.Abstractions", "Crm.Platform.Screens"];

    private static readonly Dictionary<string, Project> Projects = SourceTree.Projects();

    private static IEnumerable<Project> Product => Projects.Values.Where(p => p.Folder is "platform" or "designer");

    [Fact]
    public void EveryProductProject_HasARow()
    {
        var unknown = Product.Where(p => RowOf(p.Name) < 0).Select(p => p.File);

        Assert.Empty(unknown);
        Assert.NotEmpty(Product);
    }

    [Fact]
    public void References_PointDown_InTheProduct()
    {
        var upward = from project in Product
                     from reference in project.References
                     where RowOf(reference) < 0 || RowOf(reference) >= RowOf(project.Name)
                     select $"{project.Name} references {reference}";

        Assert.Empty(upward);
    }

    [Fact]
    public void Abstractions_ReferenceNothing() =>
        Assert.Empty(Projects["Crm.Platform.Abstractions"].References.Concat(Projects["Crm.Platform.Abstractions"].Packages));

    [Theory]
    [InlineData("Crm.Platform.Abstractions")]
    [InlineData("Crm.Platform.Expressions")]
    [InlineData("Crm.Platform.Metadata")]
    public void TheLowestRows_KnowNoDatabase(string project) =>
        Assert.DoesNotContain(Projects[project].Packages, p => p.Contains("EntityFramework", StringComparison.Ordinal) || p.Contains("Sqlite", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Plugins_SeeTheirContractsOnly()
    {
        var others = from plugin in Projects.Values
                     where plugin.Folder == "plugins"
                     from reference in plugin.References
                     where !OpenToPlugins.Contains(reference)
                     select $"{plugin.Name} references {reference}";

        Assert.Empty(others);
    }

    [Fact]
    public void TheProduct_DoesNotSeeItsTests() =>
        Assert.DoesNotContain(Projects.Values.Where(p => p.Folder != "tests").SelectMany(p => p.References), r => Projects[r].Folder == "tests");

    private static int RowOf(string project) => Array.FindIndex(Rows, r => r.Contains(project));
}
