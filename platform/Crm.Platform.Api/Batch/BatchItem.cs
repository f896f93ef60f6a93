using System.Collections.Immutable;
using System.Text.Json;

namespace Crm.Platform.Api.Batch;

/// <summary>One request of a batch, as sent.</summary>
/// <param name="Url">Absolute, or relative to <c>/api/data</c>; may begin with a reference to an earlier request: <c>$1</c>.</param>
/// <param name="Group">Requests of one group are kept together or not at all; <see langword="null"/> stands alone.</param>
/// <param name="DependsOn">Ids of requests or groups that must have succeeded.</param>
internal sealed record BatchItem(string Id, string Method, string Url, ImmutableArray<(string Name, string Value)> Headers, JsonElement? Body, string? Group, ImmutableArray<string> DependsOn);
