using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting.Engine;

/// <summary>The arguments that Cake itself knows; all others are left for the build.</summary>
internal sealed class HostSettings : CommandSettings
{
    [CommandOption("-t|--target|--Target <TARGET>")]
    [DefaultValue("Default")]
    [Description("The task to run; repeat it for several.")]
    public string[] Targets { get; init; } = [];

    [CommandOption("-w|--working <PATH>")]
    [TypeConverter(typeof(Cake.Cli.DirectoryPathConverter))]
    [Description("The folder to run in.")]
    public DirectoryPath? WorkingDirectory { get; init; }

    [CommandOption("-v|--verbosity <VERBOSITY>")]
    [TypeConverter(typeof(VerbosityConverter))]
    [DefaultValue(Verbosity.Normal)]
    [Description("How much to say: Quiet, Minimal, Normal, Verbose or Diagnostic.")]
    public Verbosity Verbosity { get; init; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("List the tasks with what they do.")]
    public bool Description { get; init; }

    [CommandOption("--tree|--showtree")]
    [Description("Show which task depends on which.")]
    public bool Tree { get; init; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Show which tasks would run, in their order.")]
    public bool DryRun { get; init; }

    [CommandOption("-e|--exclusive")]
    [Description("Run the named tasks without those they depend on.")]
    public bool Exclusive { get; init; }

    [CommandOption("--version|--ver")]
    [Description("Show Cake's version.")]
    public bool Version { get; init; }

    [CommandOption("--info")]
    [Description("Show more about Cake.")]
    public bool Info { get; init; }
}
