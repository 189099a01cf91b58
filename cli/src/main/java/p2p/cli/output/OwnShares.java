package p2p.cli.output;

import p2p.peer.share.OwnShare;

/** How a list of one's own shares is shown. */
public final class OwnShares {

    private OwnShares() {}

    public static Table<OwnShare> table() {
        return new Table<OwnShare>()
                .text("GROUP", OwnShare::group)
                .text("FILE", share -> ShareName.shown(share.file(), share.files()))
                .amount("SIZE", share -> Amounts.size(share.size()), OwnShare::size)
                .text("STATE", OwnShares::state)
                .text("REASON", share -> share.reason() == null ? "" : share.reason())
                .terminalOnly("VERSION", OwnShares::version)
                .pipeOnly(share -> share.path() == null ? "" : share.path())
                .pipeOnly(OwnShares::version);
    }

    private static String version(OwnShare share) {
        return share.version() == null ? "" : share.version().toString();
    }

    private static String state(OwnShare share) {
        if (!share.served()) {
            return "not shared";
        }
        if (share.part()) {
            return "shared in part";
        }
        return share.isWhole() ? "shared" : "changed";
    }
}
