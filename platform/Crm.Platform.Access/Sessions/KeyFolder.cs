namespace Crm.Platform.Access.Sessions;

/// <summary>The folder of the keys that protect cookies; whoever reads it can forge them, so nobody else may.</summary>
internal static class KeyFolder
{
    public static DirectoryInfo Create(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
