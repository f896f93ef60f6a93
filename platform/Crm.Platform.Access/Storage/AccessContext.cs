using Crm.Platform.Storage.Databases;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Storage;

/// <summary>People, roles, clients and tokens. Saves queue for the database's one writer by themselves.</summary>
internal sealed class AccessContext(DbContextOptions<AccessContext> options, IDatabase database) : IdentityDbContext<CrmUser, CrmRole, Guid>(options)
{
    public const string HistoryTable = "__access_migrations";

    public DbSet<OAuthClient> Clients => Set<OAuthClient>();
    public DbSet<OAuthToken> Tokens => Set<OAuthToken>();
    public DbSet<SetupClaim> SetupClaims => Set<SetupClaim>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        using var turn = await database.WriteAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>A transaction that holds the right to write from its start to its end.</summary>
    public async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken)
    {
        var turn = await database.WriteAsync(cancellationToken);
        try
        {
            return new WriteTransaction(await Database.BeginTransactionAsync(cancellationToken), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<CrmUser>().Property(u => u.Name).HasMaxLength(CrmUser.MaxNameLength);
        builder.Entity<SetupClaim>(claim =>
        {
            claim.ToTable("AccessSetup");
            claim.Property(c => c.Id).ValueGeneratedNever();
        });
        builder.Entity<OAuthClient>(ConfigureClient);
        builder.Entity<OAuthToken>(ConfigureToken);
    }

    private static void ConfigureClient(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<OAuthClient> client)
    {
        client.ToTable("OpenIddictApplications");
        client.Property(c => c.ApplicationType).HasMaxLength(50);
        client.Property(c => c.ClientId).HasMaxLength(OAuthClient.MaxClientIdLength);
        client.Property(c => c.ClientType).HasMaxLength(50);
        client.Property(c => c.ConcurrencyToken).HasMaxLength(50).IsConcurrencyToken();
        client.Property(c => c.ConsentType).HasMaxLength(50);
        client.HasIndex(c => c.ClientId).IsUnique();
    }

    private static void ConfigureToken(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<OAuthToken> token)
    {
        token.ToTable("OpenIddictTokens");
        token.Property(t => t.ConcurrencyToken).HasMaxLength(50).IsConcurrencyToken();
        token.Property(t => t.ReferenceId).HasMaxLength(100);
        token.Property(t => t.Status).HasMaxLength(50);
        token.Property(t => t.Subject).HasMaxLength(400);
        token.Property(t => t.Type).HasMaxLength(150);
        token.HasIndex(t => t.ReferenceId).IsUnique();
        token.HasIndex(t => new { t.ApplicationId, t.Status, t.Subject, t.Type });
        token.HasOne<OAuthClient>().WithMany().HasForeignKey(t => t.ApplicationId);
    }
}
