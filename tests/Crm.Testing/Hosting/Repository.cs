using System.Runtime.CompilerServices;

namespace Crm.Testing.Hosting;

/// <summary>Where the source of this build lies.</summary>
public static class Repository
{
    /// <summary>Absolute path of the folder that holds the solution.</summary>
    public static string Root { get; } = Find(Path.GetDirectoryName(Here())!);

    /// <summary>The built host. The tests' own configuration (Debug or Release) decides which.</summary>
    public static string HostAssembly { get; } = Path.Combine(
        Root, "platform", "Crm.Platform.Web", "bin", Configuration, "net10.0", "Crm.Platform.Web.dll");

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Crm.Platform.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository."));

    private static string Here([CallerFilePath] string path = "") => path;
}
