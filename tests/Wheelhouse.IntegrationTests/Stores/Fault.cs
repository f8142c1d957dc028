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

    /// <summary>Half of the body reaches the server, then the line breaks on both sides.</summary>
    public static Fault HalfRequest { get; } = new(FaultKind.HalfRequest);

    /// <summary>The answer comes in small pieces with waits between them.</summary>
    public static Fault SlowAnswer { get; } = new(FaultKind.SlowAnswer);

    /// <summary>The server gets the request a second time, and the second answer comes back.</summary>
    public static Fault Twice { get; } = new(FaultKind.Twice);

    /// <summary>Says that all is well, and nothing else.</summary>
    public static Fault EmptyAnswer { get; } = Answer(200, "");

    public static Fault Answer(int status, string code) => new(FaultKind.Answer, status, code);

    /// <summary>The server's answer, headers and all, with another body or content type.</summary>
    public static Fault OtherPage(Func<Page, Page> change) => new(FaultKind.OtherPage) { Change = change };

    /// <summary>What becomes of the server's answer.</summary>
    public Func<Page, Page> Change { get; private init; } = page => page;

    /// <summary>Runs when the server has answered, before anyone hears of it.</summary>
    public Action Answered { get; init; } = () => { };

    /// <summary>What a client sees of an answer.</summary>
    internal sealed record Page(string? ContentType, byte[] Body);
}
