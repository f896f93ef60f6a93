namespace Crm.Platform.Records.Tests.Computed;

/// <summary>The computed values of the shop, worked out plainly from all living records.</summary>
internal sealed class FreshValues(List<Record> customers, List<Record> orders, List<Record> lines)
{
    private readonly Dictionary<Guid, Record> _customers = customers.ToDictionary(c => c.Id);

    public static IEnumerable<(string Field, object? Value)> OfLine(Record line) => [("amount", Amount(line))];

    public IEnumerable<(string Field, object? Value)> OfOrder(Record order)
    {
        var customer = Target(order, "customer_id");
        yield return ("total", Total(order));
        yield return ("label", $"{order["number"]}|{customer?["name"]}|{(customer is null ? null : Target(customer, "parent_id")?["name"])}");
        yield return ("rating", customer is null ? null : Rating(customer));
    }

    public IEnumerable<(string Field, object? Value)> OfCustomer(Record customer)
    {
        var own = Orders(customer);
        yield return ("open_total", OpenTotal(customer));
        yield return ("orders", (long)own.Count);
        yield return ("last_day", own.Select(o => (DateOnly?)o["day"]).Max());
        yield return ("mean", own.Count == 0 ? null : decimal.Round(own.Average(Total), 2, MidpointRounding.AwayFromZero));
        yield return ("rating", Rating(customer));
        yield return ("rated_orders", Rating(customer) == "A" && customer["bonus"] is > 1L ? (long)own.Count : 0L);
        yield return ("family_total", customers.Where(c => c["parent_id"] as Guid? == customer.Id).Sum(OpenTotal));
    }

    private static decimal? Amount(Record line) => (long?)line["quantity"] * (decimal?)line["price"];

    private decimal Total(Record order) => lines.Where(l => l["order_id"] as Guid? == order.Id).Sum(l => Amount(l) ?? 0);

    private decimal OpenTotal(Record customer) => Orders(customer).Where(o => o["status"] as string == "open").Sum(Total);

    private string Rating(Record customer) => OpenTotal(customer) >= 100 ? "A" : "B";

    private List<Record> Orders(Record customer) => orders.FindAll(o => o["customer_id"] as Guid? == customer.Id);

    private Record? Target(Record record, string lookup) => record[lookup] is Guid id ? _customers.GetValueOrDefault(id) : null;
}
