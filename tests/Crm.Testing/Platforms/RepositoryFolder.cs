namespace Crm.Testing.Platforms;

/// <summary>Folders beside the code that tests read from.</summary>
public static class RepositoryFolder
{
    /// <summary>The folder with the solution, found upwards from the running tests.</summary>
    public static string Root { get; } = Find();

    public static string Definitions => Path.Combine(Root, "metadata");

    /// <summary>The sample data set that lies beside the repository, or where <c>CRM_SHARED_DATA</c> says; it need not be there.</summary>
    public static string SharedData => Environment.GetEnvironmentVariable("CRM_SHARED_DATA") ?? Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Crm.Platform.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds Crm.Platform.sln.");
    }
}
