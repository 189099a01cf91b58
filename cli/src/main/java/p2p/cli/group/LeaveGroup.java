package p2p.cli.group;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.LeftGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Leave a group; what you shared in it is shared no more. */
@Command(
        name = "leave_group",
        aliases = "leave-group",
        description = "Leave a group; what you shared in it is shared no more.",
        footer = {
            "",
            "When its owner leaves, the moderator who has been in it longest owns it; where",
            "there is none a member, or else a reader.",
            "",
            "Example:",
            "  p2p leave_group film"
        })
public final class LeaveGroup extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Override
    protected int run(Service service, Output output) {
        var left =
                service.run(
                        Call.delete("tracker", "groups", group, "members", "me"), LeftGroup.class);
        output.done(left, sentence(left));
        return 0;
    }

    private static String sentence(LeftGroup left) {
        String begin = "Left the group " + left.group();
        if (left.owner() == null) {
            return begin + "; you were the last one in it, so it is gone.";
        }
        return begin + (left.passedOn() ? "; " + left.owner() + " owns it now." : ".");
    }
}
