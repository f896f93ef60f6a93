using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Rights;

/// <summary>The profiles of the snapshots in use, by role set. They go with their snapshot.</summary>
internal sealed class AccessProfiles(IFieldKindRegistry kinds)
{
    /// <summary>Distinct sets of roles kept at a time; there are few in practice, but nothing bounds them.</summary>
    private const int MostKept = 500;

    private readonly ConditionalWeakTable<RecordModel, OfModel> _models = [];

    public AccessProfile Of(RecordModel model, Caller caller) => _models.GetValue(model, m => new OfModel(m, kinds)).Of(caller.Roles);

    private sealed class OfModel(RecordModel model, IFieldKindRegistry kinds)
    {
        private readonly AccessProfile _inside = new(model.Snapshot, ComputedModels.Fields(model, kinds), null, kinds);
        private readonly ConcurrentDictionary<RoleSet, AccessProfile> _profiles = new();

        public AccessProfile Of(RoleSet? roles)
        {
            if (roles is null)
                return _inside;
            if (_profiles.TryGetValue(roles, out var known))
                return known;
            if (_profiles.Count >= MostKept)
                _profiles.Clear();
            return _profiles.GetOrAdd(roles, set => new AccessProfile(model.Snapshot, ComputedModels.Fields(model, kinds), set, kinds));
        }
    }
}
