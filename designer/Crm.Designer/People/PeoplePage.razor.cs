using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Access;
using Crm.Platform.Access.Users;
using Microsoft.AspNetCore.Components;

namespace Crm.Designer.People;

/// <summary>Lists people, adds them, changes their role and whether they may sign in.</summary>
public sealed partial class PeoplePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _disposal = new();
    private ImmutableArray<UserAccount>? _people;
    private PersonDraft _draft = new();
    private bool _adding;
    private int _answers;
    private Failure? _failure;

    [Inject] private IUserAdministration Users { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var listed = await Users.ListAsync(await CallerAsync(), _disposal.Token);
        if (listed.IsSuccess)
            _people = listed.Value;
        else
            _failure = listed.Failure;
    }

    private void Start() => (_adding, _draft, _failure) = (true, new PersonDraft(), null);

    private void Cancel() => (_adding, _failure) = (false, null);

    private async Task AddAsync()
    {
        var password = _draft.Password.Length == 0 ? null : _draft.Password;
        var created = await Users.CreateAsync(new NewUser(_draft.Name, _draft.Email, password, _draft.Role), await CallerAsync(), _disposal.Token);
        _failure = created.Failure;
        _adding = !created.IsSuccess;
        if (created.IsSuccess)
            await LoadAsync();
    }

    private async Task ChangeAsync(UserAccount person, UserChange change)
    {
        var changed = await Users.ChangeAsync(person.Id, change, await CallerAsync(), _disposal.Token);
        _failure = changed.Failure;
        // A new key after each answer: a refused change must not stay in the control.
        _answers++;
        await LoadAsync();
    }

    private string? ProblemOf(string field) => (_failure as Invalid)?.Problems.FirstOrDefault(p => p.Path == field)?.Message;

    private ValueTask<Caller> CallerAsync() => Current.GetAsync(_disposal.Token);

    private sealed class PersonDraft
    {
        public string Name { get; set; } = "";
        public string Email { get; set; } = "";
        public string Password { get; set; } = "";
        public string Role { get; set; } = AccessRoles.User;
    }
}
