using System.Reflection;
using Crm.Designer;

namespace Crm.Platform.Web;

/// <summary>Where pages come from besides the screens.</summary>
internal static class Pages
{
    public static Assembly[] Assemblies { get; } = [typeof(DesignerRegistration).Assembly];
}
