using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Fields;

namespace Crm.Platform.Records.Files;

/// <summary>Why a file is not taken.</summary>
internal static class FileProblems
{
    public const string TooLarge = "file.size";

    public static readonly NotFound Unknown = new("file.unknown", "There is no such file, or you may not see it.");

    /// <summary>What a field's own rules say against a file, or <see langword="null"/>.</summary>
    public static Problem? Against(FieldDefinition field, string name, long size, string contentType)
    {
        if (field.MaxBytes is { } most && size > most)
            return Size(field.Name, most);
        return AcceptRule.Fits(field.Accept, name, contentType) ? null
            : new Problem(field.Name, "file.type", $"{field.Title} takes {string.Join(", ", field.Accept)}; this is {contentType}.");
    }

    public static Problem Size(string path, long most) => new(path, TooLarge, $"The file is larger than {Readable(most)}.");

    private static string Readable(long bytes) => bytes >= 1024 * 1024 ? $"{bytes / (1024 * 1024)} MB" : bytes >= 1024 ? $"{bytes / 1024} KB" : $"{bytes} bytes";
}
