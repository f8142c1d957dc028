using System.Globalization;
using System.Text;

namespace Wheelhouse.Versions;

public sealed partial class PythonVersion
{
    private string Format()
    {
        var text = new StringBuilder();
        if (!Epoch.IsZero)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{Epoch}!");
        }

        _ = text.Append(CultureInfo.InvariantCulture, $"{release[0]}");
        foreach (var number in release.AsSpan(1))
        {
            _ = text.Append(CultureInfo.InvariantCulture, $".{number}");
        }

        if (Pre is { } pre)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{pre.Phase}{pre.Number}");
        }

        if (Post is { } post)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $".post{post}");
        }

        if (Dev is { } dev)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $".dev{dev}");
        }

        return Local is null ? text.ToString() : text.Append('+').Append(Local).ToString();
    }
}
