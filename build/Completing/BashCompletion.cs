using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Completing;

/// <summary>
/// Writes the completion for Bash (<see href="https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html"/>).
/// All it needs stands in the script, so that no key press starts the pipeline.
/// </summary>
public static class BashCompletion
{
    /// <summary>The script.</summary>
    /// <param name="completions">What there is to complete by.</param>
    /// <returns>Text for a file that a shell sources, or finds by its name.</returns>
    public static string Of(Completions completions)
    {
        ArgumentNullException.ThrowIfNull(completions);
        var values = Completions.Options.Where(option => !option.IsFlag).Select(option => Branch(option, completions));
        return $$"""
            # Completion of build.cake-frosting in bash, written by ./build.cake-frosting --target=Completion --shell=bash

            {{completions.FunctionOfOptions("$1")}}

            _wheelhouse_complete() {
                local IFS=$' \t\n' REPLY word reads= choices= name= place=0 value=${COMP_WORDS[COMP_CWORD]}
                local all='{{string.Join(' ', Completions.Options.Select(Written))}}'
                local some=' {{string.Join(' ', Completions.OptionsOfSome().Select(name => "--" + name))}} '

                # "=" breaks words, unless COMP_WORDBREAKS was changed: an option is three of them.
                if [[ $value == = ]]; then
                    name=${COMP_WORDS[COMP_CWORD - 1]} value=
                elif ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[COMP_CWORD - 1]} == = ]]; then
                    name=${COMP_WORDS[COMP_CWORD - 2]}
                elif [[ $value == --*=* ]]; then
                    name=${value%%=*} place=$((${#name} + 1)) value=${value#*=}
                elif [[ $value != -* ]]; then
                    name=${COMP_WORDS[COMP_CWORD - 1]}
                fi

                # What a shell finds by itself, files and folders, it looks for where nothing else fits.
                case $name in
            {{string.Join('\n', values)}}
                    *)
                        [[ -z $value || $value == -* ]] || return

                        # What only other tasks read than those that are named is left out.
                        for word in "${COMP_WORDS[@]}"; do
                            _wheelhouse_options "${word#--target=}"
                            reads+=$REPLY
                        done
                        for word in $all; do
                            [[ -n $reads && $some == *" ${word%=} "* && $reads != *" ${word%=} "* ]] || choices+=" $word"
                        done
                        ;;
                esac

                for word in $choices; do
                    [[ $word != "$value"* ]] || COMPREPLY+=("${COMP_WORDS[COMP_CWORD]:0:place}$word")
                done
                if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=:] ]]; then
                    compopt -o nospace 2>/dev/null
                fi
            }

            _wheelhouse() {
                local fold=$(shopt -p nocasematch)
                shopt -s nocasematch
                COMPREPLY=()
                _wheelhouse_complete
                $fold
            }

            complete -F _wheelhouse build.cake-frosting
            """;
    }

    private static string Branch(OptionDefinition option, Completions completions)
    {
        var values = string.Join(' ', completions.ValuesOf(option));
        var finds =
            option.TakesFile ? "compopt -o default 2>/dev/null"
            : option.TakesFolder ? "compopt -o dirnames 2>/dev/null"
            : "";
        string[] steps =
        [
            .. new[] { values.Length > 0 ? $"choices='{values}'" : "", finds }.Where(step => step.Length > 0),
        ];
        return $"        --{option.Name}) {(steps.Length > 0 ? string.Join("; ", steps) : "return")} ;;";
    }

    private static string Written(OptionDefinition option) => $"--{option.Name}{(option.IsFlag ? "" : "=")}";
}
