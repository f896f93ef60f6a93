using System.Net;
using Crm.Platform.Webhooks.Sending;
using Crm.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Webhooks.Tests.Sending;

public sealed class WebhookClientTests
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("0x7f000001")]
    [InlineData("2130706433")]
    public async Task Post_IsRefused_WhenTheAddressIsInsideThisNetwork(string host)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = Client(new WebhookOptions());

        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.PostAsync(new Uri($"http://{host}:{receiver.Address.Port}/"), [], NoHeaders, CancellationToken.None));

        Assert.Contains("inside this network", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Post_FollowsNoRedirect()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, response) =>
        {
            response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        using var client = Client(new WebhookOptions { AllowPrivateNetworks = true });

        var answer = await client.PostAsync(receiver.Address, [], NoHeaders, CancellationToken.None);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.Status);
        Assert.Equal("/", (await receiver.NextAsync()).Path);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Post_KeepsTheFirstTwoKilobytesOfTheAnswer()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, response) => response.WriteAsync(new string('x', 100_000));
        using var client = Client(new WebhookOptions { AllowPrivateNetworks = true });

        var answer = await client.PostAsync(receiver.Address, [], NoHeaders, CancellationToken.None);

        Assert.Equal(new string('x', 2048), answer.Beginning);
    }

    [Fact]
    public async Task Post_EndsAtTheDeadline_WhenThereIsNoAnswer()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var release = new TaskCompletionSource();
        receiver.Answer = (_, _) => release.Task;
        using var client = Client(new WebhookOptions { AllowPrivateNetworks = true, Timeout = TimeSpan.FromMilliseconds(100) });

        var late = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(receiver.Address, [], NoHeaders, CancellationToken.None));

        Assert.Contains("no answer within", late.Message, StringComparison.Ordinal);
        release.SetResult();
    }

    [Fact]
    public async Task Post_TellsHowLongToWait_WhenTheReceiverAsks()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, response) =>
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };
        using var client = Client(new WebhookOptions { AllowPrivateNetworks = true });

        var answer = await client.PostAsync(receiver.Address, [], NoHeaders, CancellationToken.None);

        Assert.Equal(TimeSpan.FromMinutes(2), answer.RetryAfter);
    }

    private static WebhookClient Client(WebhookOptions options) => new(Options.Create(options), TimeProvider.System);
}
