using System.Data.Common;

namespace Crm.Platform.Storage.Databases;

/// <summary>A statement that a server is sent together with another one.</summary>
/// <param name="Sql">A constant, without parameters.</param>
/// <param name="ReadAsync">Reads its rows. Not called where there is no server to save a trip to; the statement has not been run then.</param>
public readonly record struct SameTrip(string Sql, Func<DbDataReader, CancellationToken, Task> ReadAsync);
