using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata;
using Crm.Platform.Screens.Fields;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Screens.Tests.Fields;

public class FieldDraftTests
{
    private static readonly IFieldKindRegistry Kinds = new ServiceCollection().AddCrmMetadata().BuildServiceProvider().GetRequiredService<IFieldKindRegistry>();

    public FieldDraftTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    private static FieldDraft Draft(string field, object? value = null)
    {
        var definition = TestEntities.Visit.Field(field)!;
        return new FieldDraft(definition, Kinds.Get(definition), value);
    }

    [Fact]
    public void Type_TakesTheValue_WhenItCanBeRead()
    {
        var draft = Draft("amount");

        draft.Type("1,250.50");

        Assert.Equal((1250.5m, "1,250.5", true), (draft.Value, draft.Text, draft.IsChanged));
    }

    [Fact]
    public void Type_KeepsTheText_WhenItCannotBeRead()
    {
        var draft = Draft("guests", 4L);

        draft.Type("four");

        Assert.Equal(("four", 4L), (draft.Text, draft.Value));
        Assert.NotNull(draft.Problem);
    }

    [Fact]
    public void Type_Clears_WhenTheTextIsBlank()
    {
        var draft = Draft("guests", 4L);

        draft.Type("  ");

        Assert.Null(draft.Value);
        Assert.True(draft.IsChanged);
    }

    [Fact]
    public void IsChanged_IsFalse_WhenTheOldValueIsTypedAgain()
    {
        var draft = Draft("guests", 4L);

        draft.Type("5");
        draft.Type("4");

        Assert.False(draft.IsChanged);
    }
}
