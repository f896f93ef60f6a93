using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;

namespace Crm.Platform.Api.Data;

/// <summary>What an address below <c>/api/data</c> names.</summary>
internal enum ResourceKind { ServiceDocument, Metadata, Set, Count, Record, Restore, Access, Shares, Bulk, Merge, Export, Related, Unknown }

/// <summary>What is meant of a relation: its records, their number, or what ties them to the one they are reached from.</summary>
internal enum RelationPart { Records, Count, Reference }

/// <summary>An address below <c>/api/data</c>, taken apart. Own code, because OData's <c>set(key)</c> is no segment of its own and routing is slow at such patterns.</summary>
internal readonly record struct ResourcePath(ResourceKind Kind, string Set = "", Guid Id = default)
{
    private const string Share = "shares/";

    private static readonly ResourcePath Nothing = new(ResourceKind.Unknown);

    /// <summary>The one share that is meant, or <see langword="null"/> for all of them.</summary>
    public Guid? ShareId { get; private init; }

    /// <summary>What stands in the parentheses, where that is a key and no id: <c>email='a@b.c'</c>.</summary>
    public string? Key { get; private init; }

    /// <summary>The name of the relation, or <see langword="null"/>.</summary>
    public string? Relation { get; private init; }

    public RelationPart Part { get; private init; }

    /// <summary>The one record of the relation that is meant, or <see langword="null"/> for all of them.</summary>
    public Guid? RelatedId { get; private init; }

    /// <param name="path">The whole path of the request, decoded.</param>
    public static ResourcePath Parse(string path)
    {
        var rest = path.AsSpan(Math.Min(path.Length, Addresses.Data.Length)).Trim('/');
        if (rest.IsEmpty)
            return new ResourcePath(ResourceKind.ServiceDocument);
        if (rest is "$metadata")
            return new ResourcePath(ResourceKind.Metadata);
        var slash = EndOfFirst(rest);
        var first = slash < 0 ? rest : rest[..slash];
        var tail = slash < 0 ? default : rest[(slash + 1)..];
        var open = first.IndexOf('(');
        if (open > 0)
            return first[^1] == ')' ? OfRecord(first[..open], first[(open + 1)..^1], tail) : Nothing;
        if (tail.IsEmpty)
            return new ResourcePath(ResourceKind.Set, first.ToString());
        if (tail is "$count")
            return new ResourcePath(ResourceKind.Count, first.ToString());
        if (tail is "bulk")
            return new ResourcePath(ResourceKind.Bulk, first.ToString());
        if (tail is "merge")
            return new ResourcePath(ResourceKind.Merge, first.ToString());
        if (tail is "export")
            return new ResourcePath(ResourceKind.Export, first.ToString());
        var second = tail.IndexOf('/');
        return Guid.TryParseExact(second < 0 ? tail : tail[..second], "D", out var id) ? OfRecord(first, id, second < 0 ? default : tail[(second + 1)..]) : Nothing;
    }

    /// <summary>The first slash that stands in no quoted value.</summary>
    private static int EndOfFirst(ReadOnlySpan<char> path)
    {
        var isQuoted = false;
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] == '\'')
                isQuoted = !isQuoted;
            else if (path[at] == '/' && !isQuoted)
                return at;
        }

        return -1;
    }

    private static ResourcePath OfRecord(ReadOnlySpan<char> set, ReadOnlySpan<char> key, ReadOnlySpan<char> tail) => TryKey(key, out var id)
        ? OfRecord(set, id, tail)
        : key.IndexOf('=') > 0 ? OfRecord(set, default(Guid), tail) with { Key = key.ToString() } : Nothing;

    private static ResourcePath OfRecord(ReadOnlySpan<char> set, Guid id, ReadOnlySpan<char> tail) => tail switch
    {
        "" => new ResourcePath(ResourceKind.Record, set.ToString(), id),
        "restore" => new ResourcePath(ResourceKind.Restore, set.ToString(), id),
        "access" => new ResourcePath(ResourceKind.Access, set.ToString(), id),
        "shares" => new ResourcePath(ResourceKind.Shares, set.ToString(), id),
        _ when tail.StartsWith(Share, StringComparison.Ordinal) && Guid.TryParseExact(tail[Share.Length..], "D", out var share) => new ResourcePath(ResourceKind.Shares, set.ToString(), id) { ShareId = share },
        _ => OfRelation(set, id, tail),
    };

    private static ResourcePath OfRelation(ReadOnlySpan<char> set, Guid id, ReadOnlySpan<char> tail)
    {
        var slash = tail.IndexOf('/');
        var name = slash < 0 ? tail : tail[..slash];
        var part = slash < 0 ? default : tail[(slash + 1)..];
        if (part is not ("" or "$ref" or "$count"))
            return Nothing;
        var related = default(Guid);
        var open = name.IndexOf('(');
        if (open > 0 && !(part is "$ref" && name[^1] == ')' && TryKey(name[(open + 1)..^1], out related)))
            return Nothing;
        return new ResourcePath(ResourceKind.Related, set.ToString(), id)
        {
            Relation = (open > 0 ? name[..open] : name).ToString(),
            RelatedId = open > 0 ? related : null,
            Part = part switch { "$ref" => RelationPart.Reference, "$count" => RelationPart.Count, _ => RelationPart.Records },
        };
    }

    /// <summary><c>guid</c>, <c>'guid'</c> and <c>id=guid</c> all name the record.</summary>
    private static bool TryKey(ReadOnlySpan<char> key, out Guid id)
    {
        if (key.StartsWith(SystemFields.Id + "=", StringComparison.Ordinal))
            key = key[(SystemFields.Id.Length + 1)..];
        if (key is ['\'', .. var inner, '\''])
            key = inner;
        return Guid.TryParseExact(key, "D", out id);
    }
}
