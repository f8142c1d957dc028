using Wheelhouse.Build.Tools.Python;

namespace Wheelhouse.Build.Rehearsal;

/// <summary>
/// The wheels of a rehearsal, shaped as a ROCm build and its dependencies are: versions with commits in them, exact pins
/// from wheel to wheel, an abi3 wheel, data folders, extras and markers.
/// </summary>
public sealed class StandIns
{
    private const string Torch = "2.9.0a0+git1c57644d";
    private const string Triton = "3.4.0+gitf9e5bf54";
    private const string TorchVision = "0.24.0a0+98f8b37";
    private const string AmdSmi = "26.0.2+39dbf85e";
    private const string Anywhere = "py3-none-any";

    /// <summary>The wheels for an interpreter.</summary>
    /// <param name="interpreter">The interpreter they are to be installed in.</param>
    public StandIns(PythonInterpreter interpreter)
    {
        var abi = interpreter.FreeThreaded ? interpreter.Tag + "t" : interpreter.Tag;
        var native = $"{interpreter.Tag}-{abi}-{interpreter.PlatformTag}";
        var stable = interpreter.FreeThreaded ? native : $"cp38-abi3-{interpreter.PlatformTag}";
        Base =
        [
            new(
                "torch",
                Torch,
                native,
                [
                    "filelock",
                    "typing-extensions>=4.10.0",
                    "sympy>=1.13.3",
                    "networkx>=2.5.1",
                    "jinja2",
                    "fsspec>=0.8.5",
                    $"triton=={Triton}; platform_system == \"Linux\" and platform_machine == \"{interpreter.Markers["platform_machine"]}\"",
                    "opt-einsum>=3.3; extra == \"opt-einsum\"",
                ],
                ["opt-einsum"],
                new Dictionary<string, string>
                {
                    ["torch/__init__.py"] = "from torch.version import __version__, hip\nimport triton\n",
                    ["torch/version.py"] = $"__version__ = '{Torch}'\nhip = '7.1.25424'\n",
                    ["{data}/scripts/torchrun"] = "#!python\nimport torch\nprint(torch.__version__)\n",
                }
            ),
            new(
                "triton",
                Triton,
                native,
                ["importlib-metadata; python_version < \"3.8\""],
                [],
                Module("triton", Triton)
            ),
            new(
                "torchvision",
                TorchVision,
                native,
                ["numpy", $"torch=={Torch}", "pillow!=8.3.*,>=5.3.0", "gdown>=4.7.3; extra == \"gdown\""],
                ["gdown"],
                Module("torchvision", TorchVision)
            ),
            new("amdsmi", AmdSmi, Anywhere, [], [], Module("amdsmi", AmdSmi)),
        ];
        Vllm = new(
            "vllm",
            "0.11.1+rocm710",
            stable,
            [
                $"torch=={Torch}",
                $"torchvision=={TorchVision}",
                $"triton=={Triton}",
                $"amdsmi=={AmdSmi}",
                "transformers[torch]<5,>=4.56.0",
                "tokenizers>=0.21.1",
                "fastapi[standard]>=0.115.0",
                "numpy",
                "pywin32; sys_platform == \"win32\"",
                "datasets; extra == \"bench\"",
            ],
            ["bench"],
            new Dictionary<string, string>
            {
                ["vllm/__init__.py"] = "import torch\nimport transformers\n__version__ = '0.11.1'\n",
                ["{data}/data/share/vllm/README"] = "A file outside the package.\n",
            }
        );
    }

    /// <summary>What the ROCm base image builds.</summary>
    public IReadOnlyList<StandIn> Base { get; }

    /// <summary>The vLLM wheel.</summary>
    public StandIn Vllm { get; }

    /// <summary>Of <see cref="Links"/>, what a release that is built has as a source distribution in place of its wheel.</summary>
    public const string SourceOnly = "httptools";

    /// <summary>What PyPI has for others; of one project an older version too.</summary>
    public static IReadOnlyList<StandIn> Links { get; } =
    [
        Pure("accelerate", "1.11.0", "huggingface-hub>=0.21.0", "torch>=2.0.0"),
        Pure("fastapi", "0.120.0", ["standard"], "pydantic>=1.7.4", "uvicorn[standard]>=0.12.0; extra == \"standard\""),
        Pure("filelock", "3.20.0"),
        Pure("fsspec", "2025.9.0"),
        Pure("httptools", "0.7.1"),
        Pure("huggingface-hub", "0.36.0", "filelock", "fsspec>=2023.5.0"),
        Pure("Jinja2", "3.1.6", "MarkupSafe>=2.0"),
        Pure("MarkupSafe", "3.0.3"),
        Pure("mpmath", "1.3.0"),
        Pure("networkx", "3.2.1"),
        Pure("numpy", "2.0.2"),
        Pure("pillow", "11.3.0"),
        Pure("pydantic", "2.12.3", "typing_extensions>=4.14.1"),
        Pure("sympy", "1.14.0", "mpmath<1.4,>=1.1.0"),
        Pure("tokenizers", "0.20.3", "huggingface-hub<1.0,>=0.16.4"),
        Pure("tokenizers", "0.22.1", "huggingface-hub<2.0,>=0.16.4"),
        Pure(
            "transformers",
            "4.57.1",
            ["torch"],
            "tokenizers<=0.23.0,>=0.22.0",
            "numpy>=1.17",
            "accelerate>=0.26.0; extra == \"torch\""
        ),
        Pure("typing_extensions", "4.15.0"),
        Pure(
            "uvicorn",
            "0.38.0",
            ["standard"],
            "httptools>=0.6.3; sys_platform != \"win32\" and extra == \"standard\""
        ),
    ];

    private static StandIn Pure(string name, string version, params string[] requiresDist) =>
        Pure(name, version, [], requiresDist);

    private static StandIn Pure(string name, string version, string[] extras, params string[] requiresDist) =>
        new(name, version, Anywhere, requiresDist, extras, Module(name.Replace('-', '_').ToLowerInvariant(), version));

    private static Dictionary<string, string> Module(string name, string version) =>
        new() { [$"{name}/__init__.py"] = $"__version__ = '{version}'\n" };
}
