using System.Globalization;

namespace CompactCnn.Runtime.Tests;

/// <summary>Another culture, until it is disposed of.</summary>
internal sealed class CultureChange : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public CultureChange(string name) => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
