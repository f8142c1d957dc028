namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>What happens to a request.</summary>
/// <param name="Kind">How it goes wrong.</param>
/// <param name="Status">The status of an answer that is not the server's.</param>
/// <param name="Code">Its error code.</param>
internal sealed record Fault(FaultKind Kind, int Status = 0, string Code = "")
{
    public static Fault Reset { get; } = new(FaultKind.Reset);

    /// <summary>The server does what was asked, and nobody hears of it.</summary>
    public static Fault LostAnswer { get; } = new(FaultKind.LostAnswer);

    public static Fault HalfAnswer { get; } = new(FaultKind.HalfAnswer);

    /// <summary>Says that all is well, and nothing else.</summary>
    public static Fault EmptyAnswer { get; } = Answer(200, "");

    public static Fault Answer(int status, string code) => new(FaultKind.Answer, status, code);
}
