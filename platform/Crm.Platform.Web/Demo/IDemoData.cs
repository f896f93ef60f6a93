namespace Crm.Platform.Web.Demo;

/// <summary>Generated companies, people, deals and work, so that a new installation has something to look at.</summary>
internal interface IDemoData
{
    /// <summary>Fills a database that holds no records of its own yet; does nothing otherwise.</summary>
    /// <remarks>All in one transaction: a start that is killed half-way leaves nothing behind, and the next one begins anew.</remarks>
    /// <returns>Records made.</returns>
    /// <exception cref="InvalidOperationException">The pipeline refused a generated record: definitions and demo data do not fit.</exception>
    Task<int> FillAsync(CancellationToken cancellationToken);
}
