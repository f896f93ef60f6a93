using System.Text;

namespace Crm.Platform.Records.Importing.Files;

/// <summary>How a file's bytes become text.</summary>
/// <param name="Name">What people call the encoding.</param>
/// <param name="Encoding"><see langword="null"/> where the reader finds out by itself: UTF-8 and byte order marks.</param>
/// <param name="Assumed">Whether it was taken because nothing better fits, so letters beyond ASCII may be wrong.</param>
internal sealed record FileText(string Name, Encoding? Encoding = null, bool Assumed = false);
