using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Screens.Importing;

/// <summary>How far an import is, as the address tells it: a file was uploaded, a job was started, or neither.</summary>
internal sealed record ImportAddress(Guid? File, Guid? Job)
{
    public static ImportAddress Parse(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        return new ImportAddress(Id("file"), Id("job"));

        Guid? Id(string name) => Guid.TryParse(query.GetValueOrDefault(name), out var id) ? id : null;
    }

    public string ToAddress(string set) => this switch
    {
        { Job: { } job } => $"/app/{set}/import?job={job}",
        { File: { } file } => $"/app/{set}/import?file={file}",
        _ => $"/app/{set}/import",
    };
}
