using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Platform.Api.Imports;

/// <param name="DryRun">Answer what would happen and import nothing.</param>
internal sealed record ImportRequest(ImportMapping Mapping, bool DryRun);
