using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Setup;

/// <summary>Brings tables, roles and the configured administrator and client into being before the first request.</summary>
internal sealed class AccessStart(AccessContext context, RoleManager<CrmRole> roles, FirstRun firstRun, SetupClient client, SetupToken token, IOptions<SetupOptions> options)
{
    public async Task<Result<AccessReady>> RunAsync(CancellationToken cancellationToken)
    {
        await context.Database.MigrateAsync(cancellationToken);
        foreach (var role in AccessRoles.All)
            await EnsureRoleAsync(role);
        var setup = options.Value;
        if (setup is { ClientId.Length: > 0, ClientSecret.Length: > 0 })
            await client.EnsureAsync(setup.ClientId, setup.ClientSecret, cancellationToken);
        if (await firstRun.IsDoneAsync(cancellationToken))
            return new AccessReady(null);
        return setup is { AdminEmail.Length: > 0, AdminPassword.Length: > 0 }
            ? await CreateAdminAsync(setup.AdminEmail, setup.AdminPassword, cancellationToken)
            : new AccessReady($"/setup?token={token.Issue()}");
    }

    private async Task<Result<AccessReady>> CreateAdminAsync(string email, string password, CancellationToken cancellationToken)
    {
        var created = await firstRun.CreateAdminAsync(NameFrom(email), email, password, cancellationToken);
        // Another node that started at the same moment may have made the administrator: that is as good.
        if (created.IsSuccess || created.Failure.Code == "access.setup.done")
            return new AccessReady(null);
        return new Invalid("access.setup.admin", $"The administrator of Crm:Setup cannot be created: {created.Failure.Message}", []);
    }

    private async Task EnsureRoleAsync(string role)
    {
        if (await roles.RoleExistsAsync(role))
            return;
        try
        {
            await roles.CreateAsync(new CrmRole { Id = Guid.CreateVersion7(), Name = role });
        }
        catch (DbUpdateException) when (context.Roles.AsNoTracking().Any(r => r.Name == role))
        {
            // A node that started at the same moment was first.
            context.ChangeTracker.Clear();
        }
    }

    /// <summary>"ada.lovelace@…" reads "Ada Lovelace" until the person says otherwise.</summary>
    private static string NameFrom(string email)
    {
        var words = email.Split('@')[0].Split(['.', '_', '-', '+'], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return name.Length == 0 ? email : name;
    }
}
