using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Snapshots.Computed;

/// <summary>Puts computed fields behind those they follow from, and finds the circles among them.</summary>
internal static class ComputedOrder
{
    /// <exception cref="InvalidOperationException">Some form a circle: reading definitions leaves those out.</exception>
    public static ImmutableArray<ComputedField> Sort(IReadOnlyList<ComputedField> fields)
    {
        var walk = new Walk(fields);
        walk.All();
        return walk.Circles.Count == 0 ? [.. walk.Done] : throw new InvalidOperationException($"Computed fields form a circle: {Text(walk.Circles[0])}.");
    }

    /// <summary>Circles, each from one field round to the one before it; no field is in two of them.</summary>
    public static List<ImmutableArray<ComputedField>> Circles(IReadOnlyList<ComputedField> fields)
    {
        var walk = new Walk(fields);
        walk.All();
        return walk.Circles;
    }

    /// <summary><c>deal.total → account.sum → deal.total</c>.</summary>
    public static string Text(ImmutableArray<ComputedField> circle) => string.Join(" → ", circle.Append(circle[0]));

    /// <summary>Depth first with a stack of its own, because a chain of definitions may be long.</summary>
    private sealed class Walk(IReadOnlyList<ComputedField> fields)
    {
        private readonly Dictionary<(string, string), ComputedField> _byName = fields.ToDictionary(f => (f.Entity.Name, f.Field.Name));
        private readonly Dictionary<ComputedField, bool> _finished = new(ReferenceEqualityComparer.Instance);
        private readonly List<(ComputedField Field, int Next)> _open = [];

        public List<ComputedField> Done { get; } = [];

        public List<ImmutableArray<ComputedField>> Circles { get; } = [];

        public void All()
        {
            foreach (var field in fields.Where(f => !_finished.ContainsKey(f)))
                From(field);
        }

        private void From(ComputedField start)
        {
            Open(start);
            while (_open.Count > 0)
            {
                var (field, next) = _open[^1];
                if (next == field.Sources.Length)
                {
                    _open.RemoveAt(_open.Count - 1);
                    _finished[field] = true;
                    Done.Add(field);
                    continue;
                }
                _open[^1] = (field, next + 1);
                if (_byName.TryGetValue((field.Sources[next].Entity, field.Sources[next].Field), out var source))
                    Visit(source);
            }
        }

        private void Visit(ComputedField source)
        {
            if (!_finished.TryGetValue(source, out var finished))
                Open(source);
            else if (!finished)
                Circle(source);
        }

        private void Open(ComputedField field)
        {
            _finished[field] = false;
            _open.Add((field, 0));
        }

        private void Circle(ComputedField source)
        {
            ImmutableArray<ComputedField> circle = [.. _open.Select(o => o.Field).SkipWhile(f => f != source)];
            if (!Circles.Exists(known => known.Intersect(circle).Any()))
                Circles.Add(circle);
        }
    }
}
