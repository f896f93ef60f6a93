using System.Security.Claims;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Access.Tests.Callers;

public sealed class CallerClaimsTests
{
    private const CallerRights Everything = CallerRights.Read | CallerRights.Write | CallerRights.Customize | CallerRights.Admin;

    private static Caller CallerOf(string? scheme, params (string Type, string Value)[] claims) =>
        new ClaimsPrincipal(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), scheme)).ToCaller(MetadataSnapshot.Empty);

    [Theory]
    [InlineData("admin", Everything)]
    [InlineData("user", CallerRights.Read | CallerRights.Write)]
    [InlineData("Admin", CallerRights.None)]
    [InlineData("unheard-of", CallerRights.None)]
    public void Session_HasTheRightsOfItsRoles(string role, CallerRights rights) =>
        Assert.Equal(rights, CallerOf(AccessSchemes.Session, (ClaimTypes.Role, role)).Rights);

    [Theory]
    [InlineData("admin", "crm.read crm.customize", CallerRights.Read | CallerRights.Customize)]
    [InlineData("user", "crm.read crm.admin", CallerRights.Read)]
    [InlineData("admin", "openid", CallerRights.None)]
    [InlineData("admin", "", CallerRights.None)]
    public void Token_HasWhatRolesAndScopesBothAllow(string role, string scope, CallerRights rights) =>
        Assert.Equal(rights, CallerOf(AccessSchemes.Bearer, (ClaimTypes.Role, role), ("scope", scope)).Rights);

    [Fact]
    public void Token_MayDoNothing_WithoutScopes() =>
        Assert.Equal(CallerRights.None, CallerOf(AccessSchemes.Bearer, (ClaimTypes.Role, "admin")).Rights);

    [Fact]
    public void Session_CarriesItsRoles_WhateverTheyAreCalled()
    {
        var caller = CallerOf(AccessSchemes.Session, (ClaimTypes.Role, "sales_rep"), (ClaimTypes.Role, "admin"));

        Assert.Equal(RoleSet.Of("admin", "sales_rep"), caller.Roles);
        Assert.Equal(Everything, caller.Rights);
    }

    [Fact]
    public void WhoeverComesFromOutside_HasRoles_EvenIfNone() =>
        Assert.All([CallerOf(AccessSchemes.Session), CallerOf(AccessSchemes.Bearer), CallerOf(null), Caller.Nobody], caller => Assert.NotNull(caller.Roles));

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    public void OtherScheme_IsNobody(string? scheme) =>
        Assert.Equal(Caller.Nobody, CallerOf(scheme, (ClaimTypes.Role, "admin")));
}
