using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Platform.Storage.Databases;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>Keeps imports as small files in the data directory.</summary>
internal sealed class ImportStore(IOptions<DatabaseOptions> database, IOptions<ImportOptions> options, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, IgnoreReadOnlyProperties = true };

    private string Root => Path.Combine(database.Value.DataDirectory, "imports");

    public ImportFolder Folder(Guid id) => new(Path.Combine(Root, id.ToString("N")));

    public ImportFolder Create(Guid id) => new(Directory.CreateDirectory(Folder(id).Path).FullName);

    public async Task SaveAsync(ImportState state, CancellationToken cancellationToken)
    {
        var path = Folder(state.Job.Id).State;
        await using (var file = File.Create(path + ".new"))
            await JsonSerializer.SerializeAsync(file, state, Json, cancellationToken);
        // In one step, so that a crash leaves the old or the new one, never half of it.
        File.Move(path + ".new", path, overwrite: true);
    }

    public async Task<ImportState?> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(Folder(id).State);
            return await JsonSerializer.DeserializeAsync<ImportState>(file, Json, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Guid> Ids() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root).Select(Path.GetFileName).Where(n => Guid.TryParseExact(n, "N", out _)).OrderDescending(StringComparer.Ordinal).Select(n => Guid.ParseExact(n!, "N"))]
        : [];

    /// <summary>Removes what was kept long enough.</summary>
    public void Clean(Func<Guid, bool> inUse)
    {
        var oldest = time.GetUtcNow() - options.Value.KeepFor;
        foreach (var id in Ids().Where(id => !inUse(id) && CreatedAt(id) < oldest))
            Directory.Delete(Folder(id).Path, recursive: true);
    }

    /// <summary>A UUID v7 begins with its moment in milliseconds.</summary>
    private static DateTimeOffset CreatedAt(Guid id) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.ToString("N").AsSpan(0, 12), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture));
}
