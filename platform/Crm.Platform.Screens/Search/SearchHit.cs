using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Search;

/// <summary>A record that matches, with a second line that tells it from its namesakes.</summary>
internal sealed record SearchHit(Record Record, string? Fact)
{
    private static readonly string[] Telling = [FieldKinds.Email, FieldKinds.Phone, FieldKinds.Url, FieldKinds.Text, FieldKinds.Multiline];

    /// <summary>The text that holds the words, if the name does not; else the most telling one.</summary>
    public static string? FactOf(Record record, string words)
    {
        var texts = Telling.SelectMany(kind => record.Layout.Fields.Where(f => f.Kind == kind && f.TypeOf is null && f.Name != record.Layout.Entity.DisplayField))
            .Select(f => record[f.Name] as string)
            .Where(t => !string.IsNullOrWhiteSpace(t) && t != record.Display)
            .ToList();
        return texts.Find(t => t!.Contains(words.Trim(), StringComparison.CurrentCultureIgnoreCase)) ?? texts.FirstOrDefault();
    }
}
