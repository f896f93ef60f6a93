using System.ComponentModel.DataAnnotations;
using Crm.Platform.Access.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Screens.Account;

public sealed partial class ManagePage : ComponentBase
{
    private Profile? _profile;
    private EditContext _nameForm = null!;
    private EditContext _passwordForm = null!;
    private string? _nameFailure;
    private string? _passwordFailure;

    [Inject] private IAccounts Accounts { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Http { get; set; } = null!;
    [SupplyParameterFromQuery] private string? Done { get; set; }
    [SupplyParameterFromForm(FormName = "name")] private NameInput Person { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "password")] private PasswordInput Change { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _profile = await Accounts.FindAsync(Http.User, Http.RequestAborted);
        Person ??= new NameInput { Name = _profile?.Name ?? "" };
        Change ??= new PasswordInput();
        _nameForm = new EditContext(Person);
        _passwordForm = new EditContext(Change);
    }

    private async Task RenameAsync()
    {
        var renamed = await Accounts.RenameAsync(Http.User, Person.Name, Http.RequestAborted);
        if (renamed.IsSuccess)
            Navigation.NavigateTo("/Account/Manage?done=name");
        else
            _nameFailure = Problems.Show(renamed.Failure, _nameForm);
    }

    private async Task ChangePasswordAsync()
    {
        var changed = await Accounts.ChangePasswordAsync(Http.User, Change.Current, Change.Password, Http.RequestAborted);
        if (changed.IsSuccess)
            Navigation.NavigateTo("/Account/Manage?done=password");
        else
            _passwordFailure = Problems.Show(changed.Failure, _passwordForm);
    }

    private sealed class NameInput
    {
        [Required(ErrorMessage = "Enter your name.")]
        [StringLength(200, ErrorMessage = "The name may have at most 200 characters.")]
        public string Name { get; set; } = "";
    }

    private sealed class PasswordInput
    {
        [Required(ErrorMessage = "Enter your current password.")]
        public string Current { get; set; } = "";

        [Required(ErrorMessage = "Choose a new password.")]
        public string Password { get; set; } = "";

        [Compare(nameof(Password), ErrorMessage = "The two passwords differ.")]
        public string Repeat { get; set; } = "";
    }
}
