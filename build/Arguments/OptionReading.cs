using Wheelhouse.Build.Reporting;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Arguments;

/// <summary>
/// Turns the texts of options into values. A text that is none adds a problem, which ends the run once all are known;
/// the value returned until then is never used.
/// </summary>
/// <param name="read">Gives the texts of an option.</param>
/// <param name="folders">What relative paths count from.</param>
/// <param name="problems">Where problems are added.</param>
internal sealed class OptionReading(
    Func<OptionDefinition, OptionValue> read,
    StartFolders folders,
    ICollection<string> problems
)
{
    private readonly Dictionary<string, OptionValue> values = [];
    private string? artifacts;

    /// <summary>The folder that everything is written to.</summary>
    public string Artifacts => artifacts ??= One("artifacts", AbsolutePath) ?? folders.Repository;

    /// <summary>The texts of the option of that name, with where they came from; each is read, and blamed, once.</summary>
    public OptionValue Value(string name) =>
        values.TryGetValue(name, out var known) ? known : values[name] = read(OptionTable.Get(name));

    /// <summary>A flag; false when nobody sets it.</summary>
    public bool Flag(string name) =>
        One(
            name,
            (text, _) => bool.TryParse(text, out var flag) ? flag : throw new FormatException("a flag is true or false")
        );

    /// <summary>One value, or the type's default when there is none.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="parse">Makes the value from a text; throws with the reason when it cannot.</param>
    public T? One<T>(string name, Func<string, OptionSource, T> parse) => Parse(Value(name), parse).FirstOrDefault();

    /// <summary>All values, in order.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="parse">Makes a value from a text; throws with the reason when it cannot.</param>
    public IReadOnlyList<T> Many<T>(string name, Func<string, OptionSource, T> parse) => Parse(Value(name), parse);

    /// <summary>A path made absolute.</summary>
    /// <param name="text">The path as given.</param>
    /// <param name="source">Where it came from, which says what it counts from.</param>
    public string AbsolutePath(string text, OptionSource source)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new FormatException("a path holds no NUL");
        }

        var isOurs = source is OptionSource.Default or OptionSource.Rehearsal;
        if (isOurs && text.StartsWith(OptionDefinition.InArtifacts, StringComparison.Ordinal))
        {
            return Path.Join(Artifacts, text[OptionDefinition.InArtifacts.Length..]);
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folders.For(source)));
    }

    private List<T> Parse<T>(OptionValue value, Func<string, OptionSource, T> parse)
    {
        List<T> parsed = [];
        foreach (var text in value.Texts)
        {
            try
            {
                parsed.Add(parse(text, value.Source));
            }
            catch (FormatException problem)
            {
                Refuse(problem.Message);
            }
            catch (InvalidStoreLocationException problem)
            {
                // The text stands before it already.
                Refuse($"{problem.Problem}; {problem.Hint}");
            }
            catch (WheelhouseException problem)
            {
                Refuse($"{problem.What} ({problem.Hint})");
            }

            void Refuse(string reason)
            {
                var shown = value.Definition.IsSecret ? Secrets.Hidden : text;
                problems.Add(Secrets.Mask($"{value.Place}={shown}: {reason}; it is written {value.Definition.Usage}"));
            }
        }

        return parsed;
    }
}
