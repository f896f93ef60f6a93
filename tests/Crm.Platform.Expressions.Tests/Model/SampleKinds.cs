using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Tests.Model;

/// <summary>Knows how kinds are stored, which is all the language asks of them.</summary>
internal sealed class SampleKinds : IFieldKindRegistry
{
    public IFieldKind? Find(string id) => id switch
    {
        FieldKinds.Integer => new Kind(id, StorageType.Integer),
        FieldKinds.Decimal or FieldKinds.Money => new Kind(id, StorageType.Decimal),
        FieldKinds.Boolean => new Kind(id, StorageType.Boolean),
        FieldKinds.Date => new Kind(id, StorageType.Date),
        FieldKinds.DateTime => new Kind(id, StorageType.DateTime),
        FieldKinds.Lookup or FieldKinds.Uuid => new Kind(id, StorageType.Guid),
        FieldKinds.Time => new Kind(id, StorageType.Time),
        FieldKinds.Address => new Kind(id, StorageType.Composite),
        FieldKinds.MultiChoice => new Kind(id, StorageType.Texts),
        FieldKinds.Text or FieldKinds.Choice or FieldKinds.Email => new Kind(id, StorageType.Text),
        _ => null,
    };

    private sealed record Kind(string Id, StorageType Storage) : IFieldKind
    {
        public Result<object> ReadJson(JsonElement json, FieldDefinition field) => throw new NotSupportedException();

        public void WriteJson(Utf8JsonWriter writer, object value, FieldDefinition field) => throw new NotSupportedException();

        public Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) => throw new NotSupportedException();

        public string Format(object value, FieldDefinition field, CultureInfo culture) => throw new NotSupportedException();

        public Result<object> Check(object value, FieldDefinition field) => throw new NotSupportedException();

        public JsonObject Schema(FieldDefinition field) => throw new NotSupportedException();
    }
}
