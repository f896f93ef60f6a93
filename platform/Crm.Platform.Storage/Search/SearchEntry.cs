namespace Crm.Platform.Storage.Search;

/// <summary>What one record is found by: its words in order, each with the number of its field before it (<see cref="SearchWord"/>).</summary>
public sealed record SearchEntry(Guid Record, IReadOnlyList<string> Words);
