using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks.Plain;

/// <summary>Hand-written classes over the very tables the platform made; with its indexes and without its code.</summary>
internal sealed class PlainContext(DbContextOptions<PlainContext> options) : DbContext(options)
{
    private static readonly Func<PlainContext, Guid, CancellationToken, Task<PlainContact?>> CompiledFind = EF.CompileAsyncQuery(
        (PlainContext context, Guid id, CancellationToken cancellationToken) => context.Contacts.FirstOrDefault(c => c.Id == id && c.DeletedAt == null));

    private static readonly Func<PlainContext, string, int, IAsyncEnumerable<PlainContact>> CompiledList = EF.CompileAsyncQuery(
        (PlainContext context, string status, int top) => context.Contacts
            .Where(c => c.DeletedAt == null && c.Status == status)
            .OrderBy(c => c.LastName).ThenBy(c => c.Id).Take(top)
            .Include(c => c.Account).AsQueryable());

    private static readonly Func<PlainContext, string, List<Guid?>, int, IAsyncEnumerable<PlainContact>> CompiledListOf = EF.CompileAsyncQuery(
        (PlainContext context, string status, List<Guid?> owners, int top) => context.Contacts
            .Where(c => c.DeletedAt == null && c.Status == status && owners.Contains(c.OwnerId))
            .OrderBy(c => c.LastName).ThenBy(c => c.Id).Take(top)
            .Include(c => c.Account).AsQueryable());

    /// <summary>As many as work in the background makes the platform's pool have.</summary>
    private const int Connections = 2;

    public DbSet<PlainContact> Contacts => Set<PlainContact>();

    public Task<PlainContact?> FindAsync(Guid id, CancellationToken cancellationToken) => CompiledFind(this, id, cancellationToken);

    public async Task<List<PlainContact>> ListAsync(string status, int top, CancellationToken cancellationToken)
    {
        var contacts = new List<PlainContact>(top);
        await foreach (var contact in CompiledList(this, status, top).WithCancellation(cancellationToken))
            contacts.Add(contact);
        return contacts;
    }

    /// <summary>Those of some owners.</summary>
    public async Task<List<PlainContact>> ListAsync(string status, IReadOnlyList<Guid> owners, int top, CancellationToken cancellationToken)
    {
        var contacts = new List<PlainContact>(top);
        await foreach (var contact in CompiledListOf(this, status, [.. owners], top).WithCancellation(cancellationToken))
            contacts.Add(contact);
        return contacts;
    }

    public async Task CreateAsync(PlainContact contact, CancellationToken cancellationToken)
    {
        contact.Id = Guid.CreateVersion7();
        contact.FullName = $"{contact.FirstName} {contact.LastName}";
        contact.CreatedAt = contact.ModifiedAt = DateTime.UtcNow;
        contact.Version = 1;
        Contacts.Add(contact);
        await SaveChangesAsync(cancellationToken);
    }

    /// <summary>Gives the list the index it would have by hand where the platform's own compares in small letters, both sides fresh statistics, and both as many connections.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<PlainContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!context.Database.IsNpgsql())
            return;
        await context.Database.ExecuteSqlRawAsync("CREATE INDEX plain_list ON contact (status, last_name, id) WHERE deleted_at IS NULL; ANALYZE", cancellationToken);
        await OpenAsync(contexts, Connections, cancellationToken);
    }

    /// <summary>A pool hands out its connections in turn, and a server process that has rested is slower.</summary>
    private static async Task OpenAsync(IDbContextFactory<PlainContext> contexts, int connections, CancellationToken cancellationToken)
    {
        if (connections == 0)
            return;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        await OpenAsync(contexts, connections - 1, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PlainContact>().ToTable("contact").HasOne(c => c.Account).WithMany().HasForeignKey(c => c.AccountId);
        modelBuilder.Entity<PlainAccount>().ToTable("account").Property(a => a.AnnualRevenue).HasConversion(v => (long?)(v * 100), v => v / 100m);
        foreach (var table in modelBuilder.Model.GetEntityTypes())
            foreach (var property in table.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }
}
