using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Storage.Schema;

/// <summary>Values a publish writes. Closed.</summary>
/// <param name="Table">The table as it is called by then.</param>
internal abstract record ValueMove(string Table);

/// <summary>Each value of a column, converted, into another.</summary>
/// <param name="Column">Where the values lie by then.</param>
internal sealed record ConversionMove(string Table, string Column, ConvertField Field) : ValueMove(Table);

/// <summary>What a lookup pointed at so far, beside it.</summary>
internal sealed record TypeMove(string Table, FillType Field) : ValueMove(Table);

/// <summary>The default, where there is no value.</summary>
internal sealed record FillMove(string Table, FillField Field) : ValueMove(Table);
