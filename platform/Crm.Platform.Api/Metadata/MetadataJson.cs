using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Api.Metadata;

/// <summary>How the publisher's answers look on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DraftState))]
[JsonSerializable(typeof(PublishPlan))]
[JsonSerializable(typeof(PublishOutcome))]
[JsonSerializable(typeof(VersionList))]
internal sealed partial class MetadataJson : JsonSerializerContext;

/// <summary>The history as a list.</summary>
internal sealed record VersionList(ImmutableArray<PublishedVersion> Value);
