namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>The keys of a group as EF Core groups by them; it needs a type with a property for each.</summary>
internal sealed class GroupKey<T0, T1, T2, T3, T4, T5, T6, T7>
{
    public T0? Key0 { get; init; }
    public T1? Key1 { get; init; }
    public T2? Key2 { get; init; }
    public T3? Key3 { get; init; }
    public T4? Key4 { get; init; }
    public T5? Key5 { get; init; }
    public T6? Key6 { get; init; }
    public T7? Key7 { get; init; }
}
