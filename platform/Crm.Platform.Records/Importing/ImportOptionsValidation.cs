using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Importing;

/// <summary>Every limit must leave room for something; without a turn no import would ever run.</summary>
internal sealed class ImportOptionsValidation : IValidateOptions<ImportOptions>
{
    public ValidateOptionsResult Validate(string? name, ImportOptions options)
    {
        (string Name, bool Fits)[] settings =
        [
            (nameof(options.MaxBytes), options.MaxBytes > 0),
            (nameof(options.MaxRows), options.MaxRows > 0),
            (nameof(options.MaxColumns), options.MaxColumns > 0),
            (nameof(options.MaxCellLength), options.MaxCellLength > 0),
            (nameof(options.KeepFor), options.KeepFor > TimeSpan.Zero),
            (nameof(options.MostAtOnce), options.MostAtOnce is > 0 and <= 64),
        ];
        var wrong = settings.Where(s => !s.Fits).Select(s => $"Crm:Imports:{s.Name}").ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"{string.Join(", ", wrong)} must be more than 0 (MostAtOnce at most 64).");
    }
}
