namespace Crm.Platform.Api.Http;

/// <summary>Content types of answers.</summary>
internal static class WireTypes
{
    public const string OData = "application/json;odata.metadata=minimal;charset=utf-8";
    public const string Json = "application/json;charset=utf-8";
    public const string Schema = "application/schema+json;charset=utf-8";
    public const string Xml = "application/xml;charset=utf-8";
    public const string Text = "text/plain;charset=utf-8";
}
