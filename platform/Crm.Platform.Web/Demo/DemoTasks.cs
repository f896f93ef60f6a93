using Crm.Platform.Abstractions;

namespace Crm.Platform.Web.Demo;

/// <summary>Work around the deals, cases and contacts; what is not done is due around today.</summary>
internal static class DemoTasks
{
    private const int Count = 1_500;

    private static readonly string[] Subjects = ["Call {0}", "Send the offer to {0}", "Prepare the meeting with {0}", "Ask {0} about the next steps", "Thank {0} for the visit", "Check the contract of {1}", "Update the notes on {1}"];

    public static IReadOnlyList<DemoRecord> Make(DateOnly today, IReadOnlyList<DemoDeal> deals, IReadOnlyList<DemoRecord> cases, IReadOnlyList<DemoContact> contacts)
    {
        var asked = cases.ToLookup(c => c.Input.Values["contact_id"]);
        return [.. Enumerable.Range(0, Count).Select(number => Make(new DemoRandom(7, number), today, deals, asked, contacts))];
    }

    private static DemoRecord Make(DemoRandom luck, DateOnly today, IReadOnlyList<DemoDeal> deals, ILookup<object?, DemoRecord> cases, IReadOnlyList<DemoContact> contacts)
    {
        var deal = luck.Chance(0.65) ? luck.Of(deals) : null;
        var contact = deal?.Contact ?? luck.Of(contacts);
        var asked = deal is null ? cases[contact.Id].FirstOrDefault() : null;
        var pending = deal?.Open ?? luck.Chance(0.35);
        var status = pending ? luck.Weighted(("open", 60), ("in_progress", 25), ("waiting", 15)) : luck.Weighted(("done", 92), ("cancelled", 8));
        var earliest = new[] { contact.Created, deal?.Created ?? contact.Created, asked?.Created ?? contact.Created }.Max();
        var span = today.DayNumber - earliest.DayNumber;
        var created = today.AddDays(-luck.Between(0, pending ? Math.Min(span, 30) : span));
        var due = pending ? today.AddDays(luck.Between(-9, 24)) : created.AddDays(luck.Between(0, 14));
        var subject = string.Format(System.Globalization.CultureInfo.InvariantCulture, luck.Of(Subjects), contact.FirstName, contact.Account.Name);
        var input = DemoRecord.Begin(luck, created)
            .Set("subject", subject).Set("status", status)
            .Set("priority", luck.Weighted(("low", 15), ("normal", 60), ("high", 20), ("urgent", 5)))
            .Set("due_date", due < created ? created : due)
            .Set("account_id", contact.Account.Id).Set("contact_id", contact.Id)
            .Set("regarding_id", deal?.Id ?? asked?.Id).Set("regarding_type", deal is not null ? "deal" : asked is not null ? "case" : null)
            .Set(SystemFields.OwnerId, contact.Account.Owner.Id);
        return new DemoRecord(input, created);
    }
}
