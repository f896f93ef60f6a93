using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Metadata.Tests.Fields;

/// <summary>The registered kinds, with a clock that stands on 2026-03-01.</summary>
internal static class Kinds
{
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-US");

    public static CultureInfo German { get; } = CultureInfo.GetCultureInfo("de-DE");

    public static IFieldKindRegistry Registry { get; } = new ServiceCollection()
        .AddSingleton<TimeProvider>(new FixedClock()).AddCrmMetadata().BuildServiceProvider().GetRequiredService<IFieldKindRegistry>();

    public static IFieldKind Of(string id) => Registry.Find(id) ?? throw new InvalidOperationException(id);

    /// <summary>Reads JSON and checks it, as the write path does.</summary>
    public static Result<object> Accept(FieldDefinition field, string json)
    {
        using var document = JsonDocument.Parse(json);
        var read = Registry.Get(field).ReadJson(document.RootElement, field);
        return read.IsSuccess ? Registry.Get(field).Check(read.Value, field) : read;
    }

    public static Result<object> Typed(FieldDefinition field, string text, CultureInfo? culture = null)
    {
        var read = Registry.Get(field).Parse(text, field, culture ?? English);
        return read.IsSuccess ? Registry.Get(field).Check(read.Value, field) : read;
    }

    public static string Wire(FieldDefinition field, object value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Registry.Get(field).WriteJson(writer, value, field);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
