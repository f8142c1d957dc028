namespace Wheelhouse.Publishing;

/// <summary>How far a publish is, told after each file, part of a large one, and page; during the files by several threads at once.</summary>
/// <param name="Step">The step that it is in.</param>
/// <param name="Item">What was just done, or of what a part was: a file name, or the name of a project.</param>
/// <param name="Done">How many items of the step are done.</param>
/// <param name="Total">How many items the step has.</param>
/// <param name="BytesSent">How many bytes of files have been sent since the beginning.</param>
/// <param name="BytesToSend">How many bytes of files the plan said.</param>
public sealed record PublishProgress(
    PublishStep Step,
    string Item,
    int Done,
    int Total,
    long BytesSent,
    long BytesToSend
);
