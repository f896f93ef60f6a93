using System.ComponentModel.DataAnnotations;
using Crm.Platform.Access.Accounts;
using Crm.Platform.Access.Setup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Screens.Account;

public sealed partial class LoginPage : ComponentBase
{
    private bool _failed;
    private bool _notSetUp;

    [Inject] private IAccounts Accounts { get; set; } = null!;
    [Inject] private ISetup Setup { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Http { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "returnUrl")] private string? Target { get; set; }
    [SupplyParameterFromForm(FormName = "login")] private LoginInput Input { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new LoginInput();
        if (HttpMethods.IsGet(Http.Request.Method))
            _notSetUp = await Setup.StateAsync(null, Http.RequestAborted) != SetupState.Done;
    }

    private async Task SignInAsync()
    {
        switch (await Accounts.SignInAsync(Input.Email, Input.Password, Http.RequestAborted))
        {
            case SignInOutcome.SignedIn:
                Navigation.NavigateTo(ReturnUrl.Local(Target));
                break;
            case SignInOutcome.LockedOut:
                Navigation.NavigateTo("/Account/Lockout");
                break;
            default:
                _failed = true;
                break;
        }
    }

    private sealed class LoginInput
    {
        [Required(ErrorMessage = "Enter your e-mail address.")]
        [StringLength(256, ErrorMessage = "That is too long for an e-mail address.")]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Enter your password.")]
        [StringLength(128, ErrorMessage = "That is longer than any password here.")]
        public string Password { get; set; } = "";
    }
}
