package p2p.cli.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.cli.output.ShareName;
import p2p.peer.download.DownloadInfo;
import picocli.CommandLine.Parameters;

/** A command about one of the downloads, those of a pattern, or all of a group. */
abstract class ListedDownloads extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A name in the group, or a pattern such as '*.mkv', with '*' for all.")
    private @Nullable String file;

    /** Whether all of a group has to be asked for by '*'. */
    protected boolean losesSomething() {
        return false;
    }

    /** Whether a pattern means it as well. */
    protected abstract boolean concerns(DownloadInfo download);

    /** Does it, and returns the sentence that says so. */
    protected abstract String does(Service service, Named named);

    /** As the user calls it. */
    record Named(String group, String file) {

        Call in(Call call) {
            return call.with("group", group).with("file", ShareName.proper(file));
        }

        @Override
        public String toString() {
            return "[" + group + "] " + file;
        }
    }

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
            throw Failure.refused(
                    "no-such-download",
                    "There is no such download in '%s'; see '%s'."
                            .formatted(group, surroundings().command("show_downloads")));
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
        if (first != null) {
            throw first;
        }
        output.lines(documents, List.of());
    }

    private boolean isPattern(Service service, String name) {
        return (name.contains("*") || name.contains("?"))
                && inGroup(service).stream().noneMatch(d -> d.file().equals(name));
    }

    private List<Named> meant(Service service) {
        Pattern pattern = file == null ? Pattern.compile(".*", Pattern.DOTALL) : pattern(file);
        return inGroup(service).stream()
                .filter(this::concerns)
                .filter(download -> pattern.matcher(download.file()).matches())
                .map(d -> new Named(group, ShareName.shown(d.file(), d.files())))
                .toList();
    }

    private List<DownloadInfo> inGroup(Service service) {
        return service.list(Call.get("downloads").with("group", group), DownloadInfo.class);
    }

    /** As in a shell, except that a star passes slashes as well. */
    private static Pattern pattern(String typed) {
        String words = Pattern.quote(ShareName.proper(typed));
        return Pattern.compile(
                words.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
    }
}
