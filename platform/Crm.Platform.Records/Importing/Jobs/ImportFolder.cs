namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>The files of one import, below <c>imports/</c> in the data directory.</summary>
internal sealed record ImportFolder(string Path)
{
    public string Source => System.IO.Path.Combine(Path, "source.csv");
    public string State => System.IO.Path.Combine(Path, "job.json");
    public string Errors => System.IO.Path.Combine(Path, "errors.csv");
    public string Links => System.IO.Path.Combine(Path, "links.bin");

    public void Remove(string file)
    {
        if (Directory.Exists(Path))
            File.Delete(file);
    }
}
