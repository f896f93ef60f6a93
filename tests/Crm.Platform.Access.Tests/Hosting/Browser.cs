using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.TestHost;

namespace Crm.Platform.Access.Tests.Hosting;

/// <summary>A person's browser: keeps cookies, fills forms as they come, does not follow redirects.</summary>
internal sealed class Browser(TestServer server, Uri address) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http = new(server.CreateHandler()) { BaseAddress = address };

    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetCookies(address).Cast<Cookie>()];

    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public Task<HttpResponseMessage> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, null, bearer);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? bearer = null, string? antiforgery = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (_cookies.GetCookieHeader(address) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        if ((authorization ?? (bearer is null ? null : "Bearer " + bearer)) is { } credentials)
            request.Headers.TryAddWithoutValidation("Authorization", credentials);
        if (antiforgery is not null)
            request.Headers.Add("RequestVerificationToken", antiforgery);
        var response = await _http.SendAsync(request);
        SetCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in SetCookies)
            _cookies.SetCookies(address, cookie);
        return response;
    }

    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form, string? authorization = null) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form), authorization: authorization);

    /// <summary>Opens a page, fills its form of that name and sends it, hidden fields and all.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string formName, Dictionary<string, string> values)
    {
        var fields = await FormAsync(page, formName);
        foreach (var (name, value) in values)
            fields[name] = value;
        return await PostAsync(page, fields);
    }

    public async Task<Dictionary<string, string>> FormAsync(string page, string formName)
    {
        var document = new HtmlParser().ParseDocument(await (await GetAsync(page)).Content.ReadAsStringAsync());
        var form = document.Forms.OfType<IHtmlFormElement>().Single(f => f.QuerySelector($"input[name=_handler][value={formName}]") is not null);
        return form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null).ToDictionary(i => i.Name!, i => i.Value);
    }

    public Task<HttpResponseMessage> SignInAsync(string email = AccessHost.AdminEmail, string password = AccessHost.AdminPassword, string page = "/Account/Login") =>
        SubmitAsync(page, "login", new() { ["Input.Email"] = email, ["Input.Password"] = password });

    /// <summary>The token a script would read from the page it runs in.</summary>
    public async Task<string> AntiforgeryTokenAsync() => (await FormAsync("/Account/Manage", "name"))["__RequestVerificationToken"];

    public void Dispose() => _http.Dispose();
}
