using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access;

/// <summary>Authentication schemes. Code outside this project names none of them: the default one picks.</summary>
public static class AccessSchemes
{
    /// <summary>The default: a request with an Authorization header goes to <see cref="Bearer"/>, any other to <see cref="Session"/>.</summary>
    public const string Default = "crm";

    /// <summary>Opaque access tokens.</summary>
    public const string Bearer = "crm.bearer";

    /// <summary>The cookie of a person in a browser.</summary>
    public static string Session => IdentityConstants.ApplicationScheme;
}
