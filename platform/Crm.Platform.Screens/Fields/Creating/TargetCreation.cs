using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Records;

namespace Crm.Platform.Screens.Fields.Creating;

/// <summary>Makes a record a lookup is to point at, from as few fields as it takes.</summary>
internal sealed class TargetCreation(IMetadata metadata, IFieldKindRegistry kinds, IRecordWriter writer, ICurrentCaller current, RequiredFields required)
{
    /// <summary>A new record called what was typed.</summary>
    public RecordDraft Begin(EntityDefinition target, string words)
    {
        var draft = RecordDraft.New(target, kinds);
        foreach (var (field, text) in NameParts.Split(words, NameParts.Of(target)))
            draft.Field(field.Name)?.Type(text);
        return draft;
    }

    /// <summary>What has to be asked for: the parts of the name, what the entity or its form wants, and whatever was refused.</summary>
    public ImmutableArray<AskedField> Asked(RecordDraft draft, Caller caller)
    {
        var parts = NameParts.Of(draft.Entity);
        var wanted = required.Of(FormOf(draft), draft, caller);
        return
        [
            .. parts.Select(p => draft.Field(p.Name)).Concat(draft.Fields).OfType<FieldDraft>().Distinct()
                .Where(f => !f.Field.ReadOnly && !f.Field.IsComputed)
                .Select(f => new AskedField(f, f.Field.Required || wanted.Contains(f.Field.Name)))
                .Where(a => a.Required || a.Draft.Problem is not null || parts.Contains(a.Draft.Field)),
        ];
    }

    /// <summary>The stored record, or <see langword="null"/> with the reasons at the draft's fields.</summary>
    public async Task<Record?> SaveAsync(RecordDraft draft, CancellationToken cancellationToken)
    {
        var caller = await current.GetAsync(cancellationToken);
        var saved = await writer.CreateAsync(draft.Entity.Name, draft.ToInput(), caller, cancellationToken);
        if (saved.Failure is not { } failure)
            return saved.Value;
        draft.Report(failure);
        return null;
    }

    private FormDefinition FormOf(RecordDraft draft) => metadata.Current.FormOf(draft.Entity);
}

/// <summary>A field on the small form.</summary>
internal sealed record AskedField(FieldDraft Draft, bool Required);
