using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Platform.Screens.Lists;

/// <summary>Builds one condition: a field, a comparison that fits it, a value in the field's own editor.</summary>
public sealed partial class FilterMenu
{
    private Popover? _popover;
    private ImmutableArray<FieldDefinition> _fields = [];
    private FieldDefinition? _field;
    private FilterOperator _operator = FilterOperator.Is;
    private FieldDraft? _draft;
    private string? _problem;

    [Parameter, EditorRequired] public EntityDefinition Entity { get; set; } = null!;
    [Parameter] public EventCallback<FilterClause> Add { get; set; }
    [Inject] private SeenDefinitions Seen { get; set; } = null!;
    [Inject] private IFieldKindRegistry Kinds { get; set; } = null!;
    [Inject] private IFieldEditorRegistry Editors { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    protected override void OnParametersSet()
    {
        _fields = [.. ListLayout.Choices(Entity, Seen.Current).Select(c => c.Field).Prepend(Entity.Field(Entity.DisplayField)!).Where(f => f.Kind != FieldKinds.Uuid && !FilterOperator.For(f, Kinds).IsEmpty)];
        if (_field is null || !_fields.Contains(_field))
            Take(_fields.FirstOrDefault(f => f is { Kind: FieldKinds.Choice, TypeOf: null }) ?? _fields.FirstOrDefault());
    }

    private void PickField(ChangeEventArgs e) => Take(_fields.FirstOrDefault(f => f.Name == e.Value as string));

    private void Take(FieldDefinition? field)
    {
        _field = field;
        _problem = null;
        if (field is null)
            return;
        _operator = FilterOperator.For(field, Kinds)[0];
        // Of several choices one is asked for at a time.
        var asked = Kinds.Get(field).Storage == StorageType.Texts ? field with { Kind = FieldKinds.Choice, Required = false } : field with { Required = false };
        _draft = new FieldDraft(asked, Kinds.Get(asked), Kinds.Get(asked).Storage == StorageType.Boolean ? true : null);
    }

    private void PickOperator(ChangeEventArgs e) => _operator = FilterOperator.For(_field!, Kinds).FirstOrDefault(o => o.Id == e.Value as string) ?? _operator;

    private async Task ApplyAsync()
    {
        if (_field is null || _draft is null || _draft.Typed is not null)
            return;
        if (_operator.TakesValue && _draft.Value is null)
        {
            _problem = "Give a value to compare with.";
            return;
        }
        await Add.InvokeAsync(new FilterClause(_field, _operator, _operator.TakesValue ? _draft.Value : null));
        Take(_field);
        await Js.InvokeVoidAsync("crm.closePopover", _popover!.Id);
    }
}
