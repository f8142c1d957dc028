namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>What is done about exact pins on the base wheels in the metadata of the vLLM wheel.</summary>
public enum BasePins
{
    /// <summary>A pin that is missing is an error.</summary>
    Require,

    /// <summary>A pin that is missing is added.</summary>
    Add,
}
