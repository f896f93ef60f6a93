using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Preview;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Imports;

/// <summary>An import on the wire.</summary>
/// <param name="ErrorFile">Address of the refused rows; null while there are none.</param>
/// <param name="Progress">0 to 1.</param>
internal sealed record ImportWire(
    Guid Id,
    ImportStatus Status,
    string Entity,
    string FileName,
    int Rows,
    int Created,
    int Refused,
    int Unlinked,
    double Progress,
    ImmutableArray<ImportProblem> Problems,
    ImmutableArray<ImportReason> Reasons,
    string? ErrorFile,
    string? Message,
    DateTime CreatedAt,
    DateTime? StartedAt,
    DateTime? FinishedAt,
    ImportUndo? Undo)
{
    public static ImportWire From(ImportJob job, HttpRequest request) => new(
        job.Id, job.Status, job.Entity, job.FileName, job.Rows, job.Created, job.Refused, job.Unlinked, Math.Round(job.Progress, 3), job.Problems, job.Reasons,
        job.HasErrors ? Addresses.Import(request, job.Id) + "/errors" : null,
        job.Message, job.CreatedAt.UtcDateTime, job.StartedAt?.UtcDateTime, job.FinishedAt?.UtcDateTime, job.Undo);
}

internal sealed record ImportListWire(ImmutableArray<ImportWire> Value);

/// <summary>How imports look on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(CamelCaseStatus), typeof(CamelCaseMissing)])]
[JsonSerializable(typeof(ImportWire))]
[JsonSerializable(typeof(ImportListWire))]
[JsonSerializable(typeof(ImportPreview))]
internal sealed partial class ImportJson : JsonSerializerContext;

internal sealed class CamelCaseStatus() : JsonStringEnumConverter<ImportStatus>(System.Text.Json.JsonNamingPolicy.CamelCase);

internal sealed class CamelCaseMissing() : JsonStringEnumConverter<Records.Importing.Mapping.MissingTarget>(System.Text.Json.JsonNamingPolicy.CamelCase);
