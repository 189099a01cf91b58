package p2p.cli.output;

import org.jspecify.annotations.Nullable;
import p2p.peer.disk.TreeSelection;

/** The name of a share, to which people put a slash where it is a folder. */
public final class ShareName {

    private ShareName() {}

    public static String shown(String name, @Nullable Integer files) {
        return files == null ? name : name + "/";
    }

    /** With what is below it that is meant alone; patterns are left out. */
    public static String shown(String name, @Nullable Integer files, @Nullable TreeSelection part) {
        return part == null || part.below().isEmpty()
                ? shown(name, files)
                : name + "/" + part.below();
    }

    /** The name that the group knows it by. */
    public static String proper(String typed) {
        return typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
    }
}
