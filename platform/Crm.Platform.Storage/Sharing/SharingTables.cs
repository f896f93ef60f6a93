using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Platform.Storage.Sharing;

/// <summary>Maps the tables that decide about access beside those of records, so that one query joins both. Made by the platform's migrations.</summary>
internal static class SharingTables
{
    // One for all models: EF Core remembers the mapping of every converter it ever saw.
    private static readonly ValueConverter<DateTime, DateTime> Utc = new(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ShareRow>(share =>
        {
            share.ToTable("crm_share");
            share.HasKey(s => s.Id);
            share.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
            share.Property(s => s.Entity).HasColumnName("entity").HasMaxLength(60);
            share.Property(s => s.RecordId).HasColumnName("record_id");
            share.Property(s => s.PrincipalId).HasColumnName("principal_id");
            share.Property(s => s.IsTeam).HasColumnName("is_team");
            share.Property(s => s.MayWrite).HasColumnName("may_write");
            share.Property(s => s.CreatedAt).HasColumnName("created_at").HasConversion(Utc);
            share.Property(s => s.CreatedById).HasColumnName("created_by_id");
        });
        builder.Entity<TeamMemberRow>(member =>
        {
            member.ToTable("crm_team_member");
            member.HasKey(m => new { m.TeamId, m.UserId });
            member.Property(m => m.TeamId).HasColumnName("team_id");
            member.Property(m => m.UserId).HasColumnName("user_id");
        });
        builder.Entity<TeamReachRow>(reach =>
        {
            reach.ToTable("crm_team_reach");
            reach.HasKey(r => new { r.UserId, r.TeamId });
            reach.Property(r => r.UserId).HasColumnName("user_id");
            reach.Property(r => r.TeamId).HasColumnName("team_id");
        });
    }
}
