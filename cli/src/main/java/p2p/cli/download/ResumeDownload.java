package p2p.cli.download;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Go on with a download that is paused or has failed. */
@Command(
        name = "resume_download",
        aliases = "resume-download",
        description = "Go on with a download that is paused or has failed.",
        footer = {"", "Example:", "  p2p resume_download film holiday.mkv"})
public final class ResumeDownload extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file's name in the group.")
    private String file;

    @Override
    protected int run(Service service, Output output) {
        service.run(
                Call.post("downloads", "resume")
                        .with("group", group)
                        .with("file", ShareName.proper(file)));
        output.done(
                Map.of("group", group, "file", file), "Resumed " + "[" + group + "] " + file + ".");
        return 0;
    }
}
