using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>Lookups to other rows of the file, set aside on disk until all rows are in.</summary>
internal sealed class LinkFile(string path, ImportPlan plan) : IDisposable
{
    private BinaryWriter? _writer;

    public void Add(SelfLink link)
    {
        var writer = _writer ??= new BinaryWriter(File.Create(path));
        writer.Write(plan.Columns.IndexOf(link.Column));
        writer.Write(link.Id.ToByteArray());
        writer.Write(link.Row.Number);
        writer.Write(link.Row.Cells.Length);
        foreach (var cell in link.Row.Cells)
            writer.Write(cell);
    }

    /// <summary>All of them in order; nothing can be added any more.</summary>
    public IEnumerable<SelfLink> ReadAll()
    {
        if (_writer is null)
            yield break;
        _writer.Dispose();
        using var reader = new BinaryReader(File.OpenRead(path));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var column = plan.Columns[reader.ReadInt32()];
            var id = new Guid(reader.ReadBytes(16));
            var number = reader.ReadInt32();
            var cells = new string[reader.ReadInt32()];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = reader.ReadString();
            yield return new SelfLink(new CsvRow(number, cells, null), id, column);
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        File.Delete(path);
    }
}
