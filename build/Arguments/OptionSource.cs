namespace Wheelhouse.Build.Arguments;

/// <summary>Where an option's value came from, the nearest last.</summary>
public enum OptionSource
{
    /// <summary>Nobody gave one: the table's default.</summary>
    Default,

    /// <summary>The rehearsal's own value, which stands above configuration and environment.</summary>
    Rehearsal,

    /// <summary><c>cake.config</c>.</summary>
    Configuration,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The command line.</summary>
    Argument,
}
