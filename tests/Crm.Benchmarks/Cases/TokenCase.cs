using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks.Cases;

/// <summary>Authenticating a request by a bearer token that was seen a moment ago.</summary>
internal static class TokenCase
{
    public static IBenchmark Of(BenchmarkHost host) => new Deadline("bearer token, remembered", TimeSpan.FromMicroseconds(20), tries: 15, repeat: 20_000, async () =>
    {
        using var scope = host.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Authorization = "Bearer " + host.Token;
        if (!(await context.AuthenticateAsync(AccessSchemes.Bearer)).Succeeded)
            throw new InvalidOperationException("The token is not accepted.");
    });
}
