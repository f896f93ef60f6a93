using Crm.Platform.Storage.Databases;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Files;

/// <summary>The contents of files, below <c>files/</c> in the data directory: named by id alone, so no name of a sender ever reaches the disk.</summary>
internal sealed class FileFolder(IOptions<DatabaseOptions> database)
{
    private string Root => Path.Combine(database.Value.DataDirectory, "files");

    /// <summary>Where a file lies; its folder exists then.</summary>
    public string Place(Guid id)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>The content, or <see langword="null"/> when it is gone.</summary>
    public Stream? Open(Guid id)
    {
        try
        {
            return new FileStream(PathOf(id), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = System.IO.FileOptions.Asynchronous | System.IO.FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Remove(Guid id)
    {
        if (Directory.Exists(Path.GetDirectoryName(PathOf(id))))
            File.Delete(PathOf(id));
    }

    /// <summary>Ids of contents last written before a moment.</summary>
    public IEnumerable<Guid> WrittenBefore(DateTime moment) => !Directory.Exists(Root) ? [] :
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(path => File.GetLastWriteTimeUtc(path) < moment)
            .Select(path => Guid.TryParseExact(Path.GetFileName(path), "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);

    // The end of a UUID v7 is random; its beginning is the time, which would put a day's files into one folder.
    private string PathOf(Guid id) => id.ToString("N") is var name ? Path.Combine(Root, name[^2..], name) : "";
}
