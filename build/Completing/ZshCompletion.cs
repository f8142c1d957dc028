using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Completing;

/// <summary>
/// Writes the completion for the Z shell (<see href="https://zsh.sourceforge.io/Doc/Release/Completion-System.html"/>).
/// All it needs stands in the script, so that no key press starts the pipeline.
/// </summary>
public static class ZshCompletion
{
    /// <summary>The script.</summary>
    /// <param name="completions">What there is to complete by.</param>
    /// <returns>Text for a file <c>_wheelhouse</c> on <c>fpath</c>, or for a shell to source.</returns>
    public static string Of(Completions completions)
    {
        ArgumentNullException.ThrowIfNull(completions);
        return $$"""
            #compdef build.cake-frosting
            # Completion of build.cake-frosting in zsh, written by ./build.cake-frosting --target=Completion --shell=zsh

            {{completions.FunctionOfOptions("${(L)1}")}}

            _wheelhouse_tasks() {
                local -a tasks=(
            {{Lines(completions.Tasks.Select(task => $"{task.Name}:{task.Description}"))}}
                )
                _describe task tasks -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}'
            }

            _wheelhouse_recipes() {
                _alternative 'recipes:recipe:({{string.Join(
                ' ',
                completions.Recipes
            )}})' 'files:file:_files -g "*.json"'
            }

            # Values by name; one that ends in a colon goes on.
            _wheelhouse_values() {
                local value
                for value; do
                    if [[ $value == *: ]]; then compadd -S '' -- $value; else compadd -- $value; fi
                done
            }

            _wheelhouse() {
                local word name reads REPLY
                local -a specs all=(
            {{Lines(Completions.Options.Select(option => Spec(option, completions)))}}
                )
                local some=' {{string.Join(' ', Completions.OptionsOfSome().Select(name => "--" + name))}} '

                # What only other tasks read than those that are named is left out.
                for word in $words; do
                    _wheelhouse_options "${word#--target=}"
                    reads+=$REPLY
                done
                for word in $all; do
                    name=${${word#\*}%%[=\[]*}
                    [[ -n $reads && $some == *" $name "* && $reads != *" $name "* ]] || specs+=($word)
                done
                _arguments $specs
            }

            if [[ $funcstack[1] == _wheelhouse ]]; then _wheelhouse "$@"; else compdef _wheelhouse build.cake-frosting; fi
            """;
    }

    private static string Spec(OptionDefinition option, Completions completions)
    {
        var values = completions.ValuesOf(option);
        var action = option switch
        {
            { Name: "target" } => "_wheelhouse_tasks",
            { Name: "recipe" } => "_wheelhouse_recipes",
            _ when values.Count > 0 => " _wheelhouse_values " + Escaped(string.Join(' ', values), ":"),
            { TakesFile: true } => "_files",
            { TakesFolder: true } => "_files -/",
            _ => " ",
        };
        var value = option.IsFlag ? "" : $":{Escaped(option.Form, ":")}:{action}";
        return $"{(option.IsRepeatable ? "*" : "")}--{option.Name}{(option.IsFlag ? "" : "=")}[{Escaped(option.Description, "[]")}]{value}";
    }

    private static string Lines(IEnumerable<string> texts) =>
        string.Join('\n', texts.Select(text => $"        '{text.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    private static string Escaped(string text, string special) =>
        string.Concat(text.Select(letter => letter == '\\' || special.Contains(letter) ? $"\\{letter}" : $"{letter}"));
}
