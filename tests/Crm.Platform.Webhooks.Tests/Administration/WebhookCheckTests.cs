using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Webhooks.Administration;

namespace Crm.Platform.Webhooks.Tests.Administration;

public sealed class WebhookCheckTests
{
    private static readonly EntityDefinition Deal = new("deal",
    [
        new("name", FieldKinds.Text) { Title = "Name" },
        new("number", FieldKinds.AutoNumber) { Title = "Number" },
        new("total", FieldKinds.Integer) { Title = "Total", ReadOnly = true, Formula = "1" },
        new("lines", FieldKinds.Integer) { Title = "Lines", ReadOnly = true, Rollup = new("line", "deal_id", RollupFunction.Count, null, null) },
        new("age", FieldKinds.Integer) { Title = "Age", ReadOnly = true, Formula = "1", IsVirtual = true },
        new("site", FieldKinds.Address) { Title = "Site", Parts = [new("site.city", FieldKinds.Text) { Part = "city", Title = "City" }] },
    ]);

    [Theory]
    [InlineData("age", "computed whenever it is read")]
    [InlineData("number", "never changes")]
    [InlineData("id", "never changes")]
    [InlineData("created_at", "never changes")]
    [InlineData("modified_at", "no change of its own")]
    [InlineData("version", "no change of its own")]
    [InlineData("site.city", "part of 'site'")]
    [InlineData("nmae", "no field 'nmae'")]
    public void Field_IsRefused_WhenItCannotFire(string field, string why)
    {
        var refused = Assert.IsType<Invalid>(Check("name", field));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal(("fields[1]", "webhook.fields"), (problem.Path, problem.Code));
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_AreTaken_WhenTheirChangesAreTold() => Assert.Null(Check("name", "total", "lines", "site", SystemFields.OwnerId));

    private static Failure? Check(params string[] fields) => WebhookCheck.Of(
        new WebhookInput { Name = "Test", Url = "https://example.com", Entity = "deal", Events = ["updated"], Fields = [.. fields] }, new MetadataSnapshot(1, [Deal], [], [], []), new WebhookOptions());
}
