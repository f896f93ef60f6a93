using System.Data.Common;

namespace Crm.Platform.Storage.Databases;

/// <summary>A database that answers but cannot hold what is to be kept in it.</summary>
internal sealed class UnusableDatabaseException(string message) : DbException(message);
