using System.Globalization;
using Crm.Platform.Screens.Fields;
using Crm.Testing.Platforms;
using Microsoft.AspNetCore.Components.Rendering;

namespace Crm.Platform.Screens.Tests.Fields;

/// <summary>A look as a plugin would bring it.</summary>
public sealed class IbanDisplay : FieldDisplay
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "code");
        builder.AddAttribute(1, "data-iban", true);
        builder.AddContent(2, new IbanKind().Format(Value, Field, CultureInfo.InvariantCulture));
        builder.CloseElement();
    }
}
