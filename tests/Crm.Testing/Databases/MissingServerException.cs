namespace Crm.Testing.Databases;

/// <summary>No PostgreSQL server is installed. A test that ends with it is told as skipped, by the words xunit looks for.</summary>
public sealed class MissingServerException() : Exception("$XunitDynamicSkip$no PostgreSQL server is installed and apt-get could not install one");
