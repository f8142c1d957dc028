using System.Globalization;

namespace Wheelhouse.Build.Serving;

/// <summary>The server cannot listen.</summary>
/// <param name="port">The port asked for.</param>
/// <param name="cause">What the system says.</param>
public sealed class ServerNotStartedException(int port, Exception cause)
    : WheelhouseException(
        string.Create(CultureInfo.InvariantCulture, $"cannot listen on 127.0.0.1:{port}: {cause.Message}"),
        "the loopback interface",
        "name another port with --port=N",
        cause
    );
