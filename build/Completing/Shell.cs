namespace Wheelhouse.Build.Completing;

/// <summary>A shell that command lines are completed in.</summary>
public enum Shell
{
    /// <summary>GNU Bash, from 4 on.</summary>
    Bash,

    /// <summary>The Z shell, with its completion system.</summary>
    Zsh,
}
