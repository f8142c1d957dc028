using System.Text.RegularExpressions;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>
/// What the build of a Dockerfile's stage takes in besides the Dockerfile's own text and its arguments: images, what arguments name
/// by default, and files of the folder that it builds from. Where it is not sure, it says that something is taken in.
/// </summary>
public sealed partial class Dockerfile
{
    private const string Nothing = "scratch";

    private readonly List<Stage> stages = [];
    private readonly OrderedDictionary<string, string> defaults = new(StringComparer.Ordinal);

    private Dockerfile(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (Is(words[0], "FROM"))
            {
                var named = words.SkipWhile((word, at) => at == 0 || word.StartsWith("--", StringComparison.Ordinal));
                stages.Add(new Stage([.. named]));
            }
            else if (stages.Count > 0)
            {
                stages[^1].Add(words);
            }
            else if (Is(words[0], "ARG"))
            {
                foreach (var (name, value) in Declared(words))
                {
                    defaults[name] = value ?? "";
                }
            }
        }
    }

    /// <summary>Reads a Dockerfile.</summary>
    /// <param name="text">Its text.</param>
    public static Dockerfile Parse(string text) =>
        new(
            Continuation()
                .Replace(Comment().Replace(text, ""), " ")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    /// <summary>The images that a stage comes of, arguments filled in; none where there is no such stage.</summary>
    /// <param name="target">The stage.</param>
    /// <param name="arguments">The build arguments.</param>
    public IReadOnlyList<string> ImagesOf(string target, IEnumerable<KeyValuePair<string, string>> arguments) =>
        [.. Reached(target, arguments).SelectMany(reached => reached.Images).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether a stage comes of files of the folder that it is built from.</summary>
    /// <param name="target">The stage.</param>
    /// <param name="arguments">The build arguments.</param>
    public bool ReadsFolder(string target, IEnumerable<KeyValuePair<string, string>> arguments) =>
        Reached(target, arguments).Any(reached => reached.Stage.ReadsFolder);

    /// <summary>The arguments that a stage is built with: those given, and of the stages that it comes of also those with a default.</summary>
    /// <param name="target">The stage.</param>
    /// <param name="arguments">The build arguments.</param>
    public IReadOnlyList<KeyValuePair<string, string>> ArgumentsOf(
        string target,
        IReadOnlyList<KeyValuePair<string, string>> arguments
    )
    {
        var shared = Shared(arguments);
        var values = new Dictionary<string, string>(arguments, StringComparer.Ordinal);
        List<KeyValuePair<string, string>> own = [];
        foreach (var (name, value) in Reached(target, arguments).SelectMany(reached => reached.Stage.Arguments))
        {
            // A default of the stage itself goes before the one of all stages, which a stage has once it declares it.
            var text = value is null ? shared.GetValueOrDefault(name, "") : Expand(value, values);
            if (text.Length > 0 && values.TryAdd(name, text))
            {
                own.Add(KeyValuePair.Create(name, text));
            }
        }

        return [.. arguments, .. own];
    }

    // Steps of stages that the target does not come of may run too, but nothing of them is in it.
    private List<(Stage Stage, IReadOnlyList<string> Images)> Reached(
        string target,
        IEnumerable<KeyValuePair<string, string>> arguments
    )
    {
        var values = Shared(arguments);
        var reached = new List<(Stage, IReadOnlyList<string>)>();
        var known = new HashSet<Stage>();
        var open = new Queue<Stage>(stages.Where(stage => Is(stage.Name, target)));
        while (open.TryDequeue(out var stage))
        {
            if (!known.Add(stage))
            {
                continue;
            }

            var images = new List<string>();
            foreach (var source in stage.Sources.Select(source => Expand(source, values)))
            {
                if (Find(source, stages.IndexOf(stage)) is { } earlier)
                {
                    open.Enqueue(earlier);
                }
                else if (!Is(source, Nothing) && source.Length > 0)
                {
                    images.Add(source);
                }
            }

            reached.Add((stage, images));
        }

        return reached;
    }

    // As docker does it: of arguments, FROM sees those alone that are declared before the first stage.
    private Dictionary<string, string> Shared(IEnumerable<KeyValuePair<string, string>> arguments)
    {
        var given = new Dictionary<string, string>(arguments, StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in defaults)
        {
            values[name] = given.GetValueOrDefault(name) ?? Expand(value, values);
        }

        return values;
    }

    // ARG A=1 B="2" C
    private static IEnumerable<(string Name, string? Value)> Declared(IEnumerable<string> words) =>
        words
            .Skip(1)
            .Select(word => word.Split('=', 2))
            .Select(parts => (parts[0], parts is [_, var value] ? value.Trim('"', '\'') : null));

    private Stage? Find(string name, int before) =>
        stages.Take(before).LastOrDefault(stage => Is(stage.Name, name))
        ?? (int.TryParse(name, out var number) && number >= 0 && number < before ? stages[number] : null);

    private static string Expand(string text, Dictionary<string, string> values) =>
        Variable()
            .Replace(
                text,
                match =>
                {
                    var value = values.GetValueOrDefault(match.Groups["name"].Value, "");
                    var word = match.Groups["word"].Value;
                    return match.Groups["sign"].Value switch
                    {
                        "-" => value.Length > 0 ? value : word,
                        "+" => value.Length > 0 ? word : "",
                        _ => value,
                    };
                }
            );

    private static bool Is(string? word, string other) => other.Equals(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[ \t]*#.*(\n|\z)", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\[ \t\r]*\n")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"\$(\{(?<name>\w+)(:?(?<sign>[-+])(?<word>[^}]*))?\}|(?<name>\w+))")]
    private static partial Regex Variable();

    private sealed class Stage(IReadOnlyList<string> words)
    {
        public string? Name => words is [_, var by, var name, ..] && Is(by, "AS") ? name : null;

        public List<string> Sources { get; } = [.. words.Take(1)];

        public List<(string Name, string? Value)> Arguments { get; } = [];

        public bool ReadsFolder { get; private set; }

        public void Add(string[] instruction)
        {
            var at = Is(instruction[0], "ONBUILD") ? 1 : 0;
            if (Is(instruction.ElementAtOrDefault(at), "ARG"))
            {
                Arguments.AddRange(Declared(instruction.Skip(at)));
                return;
            }

            var options = instruction
                .Skip(at + 1)
                .TakeWhile(word => word.StartsWith("--", StringComparison.Ordinal))
                .ToList();
            if (Is(instruction.ElementAtOrDefault(at), "COPY") || Is(instruction.ElementAtOrDefault(at), "ADD"))
            {
                Take(options.Where(option => option.StartsWith("--from=", StringComparison.Ordinal)), "--from=");
            }

            // A mount that does not say of what kind it is binds.
            foreach (var fields in options.Where(IsMount).Select(option => option["--mount=".Length..].Split(',')))
            {
                if (
                    fields.Contains("type=bind")
                    || !fields.Any(field => field.StartsWith("type=", StringComparison.Ordinal))
                )
                {
                    Take(fields.Where(field => field.StartsWith("from=", StringComparison.Ordinal)), "from=");
                }
            }
        }

        private void Take(IEnumerable<string> sources, string name)
        {
            var before = Sources.Count;
            Sources.AddRange(sources.Select(source => source[name.Length..].Trim('"')));
            ReadsFolder |= Sources.Count == before;
        }

        private static bool IsMount(string option) => option.StartsWith("--mount=", StringComparison.Ordinal);
    }
}
