namespace Crm.Platform.Records.Exporting;

/// <summary>Writes the rows of one export in one format. Never waits: it writes to memory.</summary>
internal interface IExportWriter : IDisposable
{
    void Write(ExportRow row);

    /// <summary>Passes on what it holds back.</summary>
    void Flush();

    /// <summary>Writes what belongs at the end.</summary>
    void End();
}
