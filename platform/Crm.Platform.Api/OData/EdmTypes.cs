using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.OData.Edm;

namespace Crm.Platform.Api.OData;

/// <summary>The EDM types of fields, as their kinds name them. A kind made of parts becomes one complex type for all its fields with the same parts.</summary>
internal sealed class EdmTypes(EdmModel model, MetadataSnapshot snapshot, IFieldKindRegistry kinds)
{
    private const string CollectionStart = "Collection(";
    private readonly Dictionary<string, EdmComplexType> _complex = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The kind names a type that OData does not have.</exception>
    public IEdmTypeReference Of(FieldDefinition field, bool isNullable)
    {
        var name = kinds.Get(field).ODataType;
        return !field.Parts.IsEmpty ? new EdmComplexTypeReference(Complex(field), isNullable)
            : name.StartsWith(CollectionStart, StringComparison.Ordinal) ? EdmCoreModel.GetCollection(Primitive(name[CollectionStart.Length..^1], isNullable: false))
            : name == UntypedCsdl.Untyped ? new EdmTypeDefinitionReference(StandIn(), isNullable)
            : Primitive(name, isNullable);
    }

    private static IEdmTypeReference Primitive(string name, bool isNullable) => EdmCoreModel.Instance.FindDeclaredType(name) is IEdmPrimitiveType type
        ? EdmCoreModel.Instance.GetPrimitive(type.PrimitiveKind, isNullable)
        : throw new InvalidOperationException($"'{name}' is no type of OData.");

    /// <summary>The library can neither write an untyped property nor compare it with null, so a name for text stands in until <c>$metadata</c> is written.</summary>
    private EdmTypeDefinition StandIn()
    {
        if (model.FindDeclaredType($"{EdmModelFactory.Namespace}.{UntypedCsdl.StandIn}") is EdmTypeDefinition known)
            return known;
        var type = new EdmTypeDefinition(EdmModelFactory.Namespace, UntypedCsdl.StandIn, EdmPrimitiveTypeKind.String);
        model.AddElement(type);
        return type;
    }

    private EdmComplexType Complex(FieldDefinition field)
    {
        var shape = $"{field.Kind}:{string.Join(',', field.Parts.Select(p => p.Part))}";
        if (_complex.TryGetValue(shape, out var known))
            return known;
        var type = model.AddComplexType(EdmModelFactory.Namespace, FreeName($"{field.Kind}_value"));
        foreach (var part in field.Parts)
            type.AddStructuralProperty(part.Part!, Of(part, isNullable: true));
        return _complex[shape] = type;
    }

    private string FreeName(string name) => snapshot.Entity(name) is null && _complex.Values.All(t => t.Name != name) ? name : FreeName(name + "_");
}
