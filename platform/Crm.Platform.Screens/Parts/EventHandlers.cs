using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Parts;

/// <summary>Events the browser module raises beside the usual ones.</summary>
[EventHandler("onfieldleave", typeof(EventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
