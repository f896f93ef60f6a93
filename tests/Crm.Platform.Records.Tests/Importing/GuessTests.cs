using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Importing;

public sealed class GuessTests
{
    [Theory]
    [InlineData("deal", "opportunity_id", "external_id")]
    [InlineData("deal", "Opportunity Name", "name")]
    [InlineData("deal", "product", "product_id")]
    [InlineData("deal", "Company", "account_id")]
    [InlineData("deal", "deal_stage", "stage")]
    [InlineData("deal", "close_value", "amount")]
    [InlineData("deal", "CloseDate", "close_date")]
    [InlineData("account", "account", "name")]
    [InlineData("account", "year_established", "year_founded")]
    [InlineData("account", "revenue", "annual_revenue")]
    [InlineData("account", "office_location", "country")]
    [InlineData("account", "subsidiary_of", "parent_account_id")]
    [InlineData("account", "Employee", "employees")]
    [InlineData("account", "ZIP", "postal_code")]
    [InlineData("product", "sales_price", "price")]
    [InlineData("contact", "E-Mail", "email")]
    [InlineData("contact", "Surname", "last_name")]
    [InlineData("deal", "favourite colour", null)]
    public async Task Header_IsMatched_WhenItMeansAField(string entity, string header, string? field)
    {
        await using var platform = await TestPlatform.StartShippedAsync(RepositoryFolder.Definitions);
        var guess = new HeaderGuess(platform.Snapshot.Entity(entity)!, platform.Get<IFieldKindRegistry>(), platform.Snapshot.Entity);

        var columns = guess.Run([header], _ => []);

        Assert.Equal(field, columns.GetValueOrDefault(header)?.Field);
    }

    [Fact]
    public async Task Field_IsGivenOnce_ToItsBestColumn()
    {
        await using var platform = await TestPlatform.StartShippedAsync(RepositoryFolder.Definitions);
        var guess = new HeaderGuess(platform.Snapshot.Entity("deal")!, platform.Get<IFieldKindRegistry>(), platform.Snapshot.Entity);

        var columns = guess.Run(["close value", "Amount", "close"], index => index == 2 ? ["yes", "no"] : ["12"]);

        Assert.Equal([("Amount", "amount")], columns.Select(c => (c.Key, c.Value.Field!)));
    }

    [Theory]
    [InlineData("GTXPro", "GTX Pro")]
    [InlineData("gtx-plus basic", "GTX Plus Basic")]
    [InlineData("MG Specal", "MG Special")]
    [InlineData("Something else", null)]
    public void NearestValue_IgnoresBlanksAndSlips(string text, string? expected) =>
        Assert.Equal(expected, NearestValue.Find(text, ["GTX Basic", "GTX Pro", "GTX Plus Basic", "MG Special"]));
}
