namespace Crm.Testing.Databases;

/// <summary>Where PostgreSQL's programs are, and how to run them: the server refuses to be run by root.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>postgres</c> and <c>pg_isready</c>.</param>
/// <param name="AsUser">Words before a command that run it as somebody else where that is needed.</param>
internal sealed record PostgreSqlPrograms(string Folder, IReadOnlyList<string> AsUser)
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <exception cref="MissingServerException">There is none.</exception>
    public static PostgreSqlPrograms Find()
    {
        var found = Folders().Select(f => Program(Path.Combine(f, "initdb"))).FirstOrDefault(f => f.Exists)
            ?? throw new MissingServerException();
        var folder = Path.GetDirectoryName(found.FullName)!;
        return new PostgreSqlPrograms(folder, Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User()}", $"--regid={User()}", "--clear-groups"] : []);
    }

    /// <summary>A link on the path may stand for one program of many, or for one that is gone.</summary>
    private static FileSystemInfo Program(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)! : new FileInfo(path);

    private static IEnumerable<string> Folders()
    {
        var installed = Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder) : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(installed.OrderByDescending(f => int.TryParse(Path.GetFileName(f), out var version) ? version : 0).Select(f => Path.Combine(f, "bin")));
    }

    private static string User() => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
