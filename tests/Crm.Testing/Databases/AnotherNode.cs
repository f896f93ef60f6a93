namespace Crm.Testing.Databases;

/// <summary>The same database as another node sees it, with a data directory of its own.</summary>
internal sealed class AnotherNode(TestDatabase shared) : TestDatabase
{
    public override IReadOnlyDictionary<string, string> Settings => shared.Settings;
}
