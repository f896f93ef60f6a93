using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Evaluation;

/// <summary>Gives the record a lookup points at, for expressions evaluated in memory.</summary>
public interface ILookupResolver
{
    /// <summary>The live target, or <see langword="null"/> when unset, in the trash or unknown. May be asked for the same one repeatedly.</summary>
    Record? Target(Record record, FieldDefinition lookup);
}
