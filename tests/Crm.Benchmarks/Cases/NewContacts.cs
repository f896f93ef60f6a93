using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Plain;
using Crm.Platform.Records.Writing;

namespace Crm.Benchmarks.Cases;

/// <summary>The next contact, the same for both sides.</summary>
internal static class NewContacts
{
    private static int _number = 10_000_000;

    public static RecordInput Input(IReadOnlyList<Guid> accounts) => Seed.Contact(_number++, accounts);

    public static PlainContact Plain(IReadOnlyList<Guid> accounts)
    {
        var values = Input(accounts).Values;
        return new PlainContact
        {
            FirstName = (string)values["first_name"]!,
            LastName = (string)values["last_name"]!,
            JobTitle = (string)values["job_title"]!,
            Email = (string)values["email"]!,
            Phone = (string)values["phone"]!,
            AccountId = (Guid)values["account_id"]!,
            Status = (string)values["status"]!,
            Source = (string)values["source"]!,
            Birthdate = (DateOnly)values["birthdate"]!,
            City = (string)values["city"]!,
            Country = (string)values["country"]!,
            DoNotContact = false,
        };
    }

    public static string Json(IReadOnlyList<Guid> accounts)
    {
        var values = Input(accounts).Values;
        return "{" + string.Join(',', values.Select(v => $"\"{v.Key}\":\"{(v.Value is DateOnly day ? day.ToString("yyyy-MM-dd", null) : v.Value)}\"")) + "}";
    }
}
