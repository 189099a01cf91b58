package p2p.cli.manual;

import java.util.concurrent.Callable;
import p2p.cli.control.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Print a completion script for a shell; what can be typed the scripts have from the program. */
@Command(
        name = "completion",
        description = "Print a completion script for bash, zsh or fish.",
        footer = {
            "",
            "Example:",
            "  p2p completion bash > ~/.local/share/bash-completion/completions/p2p"
        })
public final class Completion implements Callable<Integer> {

    private static final String BASH =
            """
            # Completion of p2p for bash.
            _p2p() {
                local kind=
                COMPREPLY=()
                {
                    read -r kind
                    mapfile -t COMPREPLY
                } < <("${1/#\\~/$HOME}" __complete bash -- "$COMP_WORDBREAKS" \\
                    "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
                [ "$kind" = paths ] || compopt +o default
            }
            complete -o default -F _p2p p2p
            """;
    private static final String ZSH =
            """
            #compdef p2p
            # Completion of p2p for zsh.
            _p2p() {
                local line command=${(Q)words[1]}
                local -a answer names shown
                answer=("${(@f)$("${command/#\\~/$HOME}" __complete zsh -- \\
                    "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
                case $answer[1] in
                paths)
                    _files
                    ;;
                names)
                    for line in "${(@)answer[2,-1]}"; do
                        names+=("${line%%$'\\t'*}")
                        shown+=("${line/$'\\t'/  -- }")
                    done
                    compadd -l -d shown -a names
                    ;;
                esac
            }
            if [ "$funcstack[1]" = _p2p ]; then
                _p2p "$@"
            else
                compdef _p2p p2p
            fi
            """;
    private static final String FISH =
            """
            # Completion of p2p for fish.
            function __p2p_complete
                set -l words (commandline -opc)
                set -l word (commandline -ct)
                set -l answer ($words[1] __complete fish -- $words[2..-1] \\
                    (string trim -l -c "'\\"" -- "$word") 2>/dev/null)
                switch "$answer[1]"
                    case paths
                        __fish_complete_path "$word"
                    case names
                        printf '%s\\n' $answer[2..-1]
                end
            end
            complete -c p2p -f -a '(__p2p_complete)'
            """;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private String shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        root.getOut().print(script(shell));
        root.getOut().flush();
        return 0;
    }

    static String script(String shell) {
        return switch (shell) {
            case "bash" -> BASH;
            case "zsh" -> ZSH;
            case "fish" -> FISH;
            default -> throw Failure.usage("The shell is bash, zsh or fish, not '" + shell + "'.");
        };
    }
}
