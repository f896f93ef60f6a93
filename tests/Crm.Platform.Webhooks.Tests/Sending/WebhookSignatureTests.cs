using System.Text;
using Crm.Platform.Webhooks.Sending;

namespace Crm.Platform.Webhooks.Tests.Sending;

public sealed class WebhookSignatureTests
{
    /// <summary>The example of the Standard Webhooks libraries.</summary>
    [Fact]
    public void Signature_IsThatOfTheStandardsExample()
    {
        var key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var signature = WebhookSignature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Encoding.UTF8.GetBytes("""{"test": 2432232314}"""), key);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }
}
