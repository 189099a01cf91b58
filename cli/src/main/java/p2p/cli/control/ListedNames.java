package p2p.cli.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.cli.output.ShareName;
import picocli.CommandLine.Parameters;

/** A command about one name of a list, those of a pattern, or all of a group. */
public abstract class ListedNames extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A name in the group, or a pattern such as '*.mkv', with '*' for all.")
    private @Nullable String file;

    /** As the user calls it. */
    public record Named(String group, String file) {

        public Call in(Call call) {
            return call.with("group", group).with("file", ShareName.proper(file));
        }

        @Override
        public String toString() {
            return "[" + group + "] " + file;
        }
    }

    /**
     * One of the list.
     *
     * @param meant whether a pattern means it as well
     */
    public record Listed(String file, @Nullable Integer files, boolean meant) {}

    /** Whether all of a group has to be asked for by '*'. */
    protected boolean losesSomething() {
        return false;
    }

    protected abstract List<Listed> inGroup(Service service, String group);

    /** Does it, and returns the sentence that says so. */
    protected abstract String does(Service service, Named named);

    /** Whether a pattern may find this refused and yet be done, as long as it did something. */
    protected boolean isPassedOver(Failure refused) {
        return false;
    }

    /** What to say where nothing in the group is meant. */
    protected abstract Failure nothing(String group);

    @Override
    protected final int run(Service service, Output output) {
        if (file == null && losesSomething()) {
            throw Failure.usage("Too few words: FILE is missing; '*' stands for all of the group.");
        }
        if (file != null && !isPattern(service, file)) {
            String sentence = does(service, new Named(group, file));
            output.done(Map.of("group", group, "file", file), sentence);
            return 0;
        }
        List<Named> meant = meant(service);
        if (meant.isEmpty()) {
            throw nothing(group);
        }
        doesAll(service, output, meant);
        return 0;
    }

    /** What is refused for one keeps no other from its turn. */
    private void doesAll(Service service, Output output, List<Named> meant) {
        var documents = new ArrayList<Map<String, String>>();
        Failure first = null;
        for (Named named : meant) {
            try {
                String sentence = does(service, named);
                documents.add(Map.of("group", named.group(), "file", named.file()));
                if (!output.look().json()) {
                    output.line(Printable.escape(sentence));
                }
            } catch (Failure e) {
                first = first == null ? e : first;
            }
        }
        if (first != null && (documents.isEmpty() || !isPassedOver(first))) {
            throw first;
        }
        output.lines(documents, List.of());
    }

    private boolean isPattern(Service service, String name) {
        return (name.contains("*") || name.contains("?"))
                && inGroup(service, group).stream().noneMatch(each -> each.file().equals(name));
    }

    private List<Named> meant(Service service) {
        Pattern pattern = file == null ? Pattern.compile(".*", Pattern.DOTALL) : pattern(file);
        return inGroup(service, group).stream()
                .filter(Listed::meant)
                .filter(each -> pattern.matcher(each.file()).matches())
                .map(each -> new Named(group, ShareName.shown(each.file(), each.files())))
                .distinct()
                .toList();
    }

    /** As in a shell, except that a star passes slashes as well. */
    private static Pattern pattern(String typed) {
        String words = Pattern.quote(ShareName.proper(typed));
        return Pattern.compile(
                words.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
    }
}
