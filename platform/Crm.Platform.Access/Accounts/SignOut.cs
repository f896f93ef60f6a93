using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Platform.Access.Accounts;

/// <summary>Sign-out, by a posted form with an antiforgery token only: a link from elsewhere must not sign anybody out.</summary>
internal static class SignOut
{
    public static async Task<Results<RedirectHttpResult, ProblemHttpResult>> AnswerAsync(HttpContext context, IAntiforgery antiforgery, IAccounts accounts)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.Problem("The page was open too long. Go back, reload it and sign out again.", statusCode: 400, title: "Bad Request");
        await accounts.SignOutAsync();
        return TypedResults.Redirect("/Account/Login");
    }
}
