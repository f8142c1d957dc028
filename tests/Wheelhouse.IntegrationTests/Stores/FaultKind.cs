namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>How a request goes wrong.</summary>
internal enum FaultKind
{
    Reset,
    LostAnswer,
    HalfAnswer,
    HalfRequest,
    SlowAnswer,
    Twice,
    Answer,
    OtherPage,
}
