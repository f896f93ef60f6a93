using System.ComponentModel.DataAnnotations;
using Crm.Platform.Access.Setup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Screens.Account;

public sealed partial class SetupPage : ComponentBase
{
    private SetupState _state;
    private EditContext _form = null!;
    private string? _failure;

    [Inject] private ISetup Setup { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private HttpContext Http { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "token")] private string? Token { get; set; }
    [SupplyParameterFromForm(FormName = "setup")] private SetupInput Input { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SetupInput();
        _form = new EditContext(Input);
        // A posted form must be there to be handled; completing checks the token itself.
        if (!HttpMethods.IsPost(Http.Request.Method))
            Turn(await Setup.StateAsync(Token, Http.RequestAborted));
    }

    private async Task CompleteAsync()
    {
        var completed = await Setup.CompleteAsync(Token, Input.Name, Input.Email, Input.Password, Http.RequestAborted);
        if (completed.IsSuccess)
        {
            Navigation.NavigateTo("/");
            return;
        }
        // Somebody else may have been faster.
        Turn(await Setup.StateAsync(Token, Http.RequestAborted));
        _failure = Problems.Show(completed.Failure, _form);
    }

    private void Turn(SetupState state)
    {
        _state = state;
        if (state != SetupState.Open)
            Http.Response.StatusCode = state == SetupState.Done ? StatusCodes.Status410Gone : StatusCodes.Status404NotFound;
    }

    private sealed class SetupInput
    {
        [Required(ErrorMessage = "Enter your name.")]
        [StringLength(200, ErrorMessage = "The name may have at most 200 characters.")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Enter your e-mail address.")]
        [EmailAddress(ErrorMessage = "That is not an e-mail address.")]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Choose a password.")]
        public string Password { get; set; } = "";

        [Compare(nameof(Password), ErrorMessage = "The two passwords differ.")]
        public string Repeat { get; set; } = "";
    }
}
