package p2p.cli.file;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.ListedNames;
import p2p.cli.control.Service;
import p2p.peer.share.OwnShare;
import picocli.CommandLine.Command;

/** Stop sharing files in a group; they stay on your disk. */
@Command(
        name = "stop_share",
        aliases = "stop-share",
        description = "Stop sharing a file in a group, or several; they stay on your disk.",
        footer = {
            "",
            "Example:",
            "  p2p stop_share film holiday.mkv",
            "  p2p stop_share film '*.mkv'"
        })
public final class StopShare extends ListedNames {

    @Override
    protected boolean losesSomething() {
        return true;
    }

    @Override
    protected List<Listed> inGroup(Service service, String group) {
        return service.list(Call.get("shares"), OwnShare.class).stream()
                .filter(share -> share.group().equals(group))
                .map(share -> new Listed(share.file(), share.files(), true))
                .toList();
    }

    @Override
    protected String does(Service service, Named named) {
        service.run(named.in(Call.delete("shares")));
        return "You no longer share " + named.file() + " in " + named.group() + ".";
    }

    /** A pattern means what is here, though the list has what another device shares as well. */
    @Override
    protected boolean isPassedOver(Failure refused) {
        return refused.type().equals("not-shared");
    }

    @Override
    protected Failure nothing(String group) {
        return Failure.refused(
                "no-such-file",
                "You share no such file in '%s'; see '%s'."
                        .formatted(group, surroundings().command("my_shares")));
    }
}
