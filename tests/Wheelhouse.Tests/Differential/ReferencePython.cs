using System.Diagnostics;
using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Differential;

/// <summary>A Python on PATH that answers questions by a script of this folder, which first tells the library it asks.</summary>
internal sealed class ReferencePython
{
    private readonly string executable;
    private readonly string script;

    private ReferencePython(string executable, string script, JObject about)
    {
        this.executable = executable;
        this.script = script;
        Library = (string)about["library"]!;
        LibraryVersion = (string)about["version"]!;
        Description = $"{Library} {LibraryVersion} of Python {about["python"]} ({executable})";
    }

    /// <summary>The module asked, such as <c>packaging</c> or <c>pip._vendor.packaging</c>.</summary>
    internal string Library { get; }

    internal string LibraryVersion { get; }

    internal string Description { get; }

    /// <summary>The first Python on PATH with the library of at least this version, none of pip's copies before others; null where there is none.</summary>
    internal static ReferencePython? Find(string script, string leastVersion)
    {
        var judges = (
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            from name in new[] { "python3", "python", "python3.exe", "python.exe" }
            where folder.Length > 0 && File.Exists(Path.Combine(folder, name))
            from about in Run(Path.Combine(folder, name), script, [])
            where about["library"]!.Type != JTokenType.Null
            where PythonVersion.Parse((string)about["version"]!) >= PythonVersion.Parse(leastVersion)
            select new ReferencePython(Path.Combine(folder, name), script, about)
        ).ToList();
        return judges.Find(python => !python.Library.Contains("_vendor", StringComparison.Ordinal))
            ?? judges.FirstOrDefault();
    }

    /// <summary>Asks all questions of one process; the answers are in their order.</summary>
    internal IReadOnlyList<JObject> Ask(IReadOnlyList<JObject> questions)
    {
        var answers = Run(executable, script, questions);
        Assert.That(answers, Has.Count.EqualTo(questions.Count + 1), "the judge gave not one answer to each question");
        return [.. answers.Skip(1)];
    }

    private static List<JObject> Run(string executable, string script, IReadOnlyList<JObject> questions)
    {
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(TextOf(script));
        using var process = Process.Start(start)!;
        // Both ends at once: a pipe that nobody empties would stop both processes.
        var asking = Task.Run(() => Write(process.StandardInput, questions));
        var complaints = process.StandardError.ReadToEndAsync();
        var answers = new List<JObject>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            answers.Add(Read(line));
        }

        process.WaitForExit();
        asking.GetAwaiter().GetResult();
        TestContext.Out.Write(complaints.GetAwaiter().GetResult());
        return answers;
    }

    private static void Write(StreamWriter input, IReadOnlyList<JObject> questions)
    {
        try
        {
            using var writer = new JsonTextWriter(input) { StringEscapeHandling = StringEscapeHandling.EscapeNonAscii };
            foreach (var question in questions)
            {
                question.WriteTo(writer);
                writer.WriteWhitespace("\n");
            }
        }
        catch (IOException)
        {
            // A Python without the library ends before it reads; the missing answers tell.
        }
    }

    private static JObject Read(string line)
    {
        using var reader = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    private static string TextOf(string script)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = Array.Find(
            assembly.GetManifestResourceNames(),
            name => name.EndsWith(script, StringComparison.Ordinal)
        );
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name!)!);
        return reader.ReadToEnd();
    }
}
