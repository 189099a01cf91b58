package p2p.peer.order;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.peer.choose.PieceSelection;
import p2p.peer.disk.TreeSelection;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;

/**
 * What the user wants downloaded, where to, and how. A file that ends in '/' stands for all below
 * that folder; {@code destination} is absolute, a folder or a file's name; {@code select} is {@code
 * rarest}, {@code sequential} or {@code random}; {@code force} overwrites; {@code verify} reads the
 * complete file once more; {@code version} is null for the newest; {@code part} is null for all of
 * a folder.
 */
public record DownloadOrder(
        String group,
        String file,
        String destination,
        PieceSelection select,
        boolean force,
        boolean verify,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TreeSelection part) {

    /** All of the newest version. */
    public DownloadOrder(
            String group,
            String file,
            String destination,
            PieceSelection select,
            boolean force,
            boolean verify) {
        this(group, file, destination, select, force, verify, null, null);
    }

    /** Earlier versions kept the destination under another name. */
    @JsonCreator
    static DownloadOrder read(
            @JsonProperty("group") @Nullable String group,
            @JsonProperty("file") @Nullable String file,
            @JsonProperty("destination") @JsonAlias("path") @Nullable String destination,
            @JsonProperty("select") @Nullable String select,
            @JsonProperty("force") boolean force,
            @JsonProperty("verify") boolean verify,
            @JsonProperty("version") @Nullable Integer version,
            @JsonProperty("part") @Nullable TreeSelection part) {
        if (group == null || file == null || destination == null) {
            throw bad("A download needs a group, a file and a destination.");
        }
        PieceSelection selection = select == null ? PieceSelection.RAREST_FIRST : selection(select);
        if (part != null && part.whyNot().isPresent()) {
            throw bad(part.whyNot().get());
        }
        return new DownloadOrder(group, file, destination, selection, force, verify, version, part);
    }

    /** What the user calls the selection by this word. */
    public static PieceSelection selection(String word) {
        for (PieceSelection each : PieceSelection.values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw bad("The order is rarest, sequential or random, not '" + word + "'.");
    }

    @JsonProperty("select")
    String word() {
        return select.word();
    }

    public boolean meansFolder() {
        return file.endsWith("/");
    }

    /** The same, which overwrites what is in its way. */
    public DownloadOrder forced() {
        return new DownloadOrder(group, file, destination, select, true, verify, version, part);
    }

    /** The same for the folder as one share, which has no slash in its name. */
    public DownloadOrder withoutSlash() {
        String name = file.substring(0, file.length() - 1);
        return new DownloadOrder(group, name, destination, select, force, verify, version, part);
    }

    /** The same for one file of the folder; the destination is a folder then. */
    public DownloadOrder of(String oneFile) {
        String folder = destination.endsWith("/") ? destination : destination + "/";
        return new DownloadOrder(group, oneFile, folder, select, force, verify, version, part);
    }

    /** The same for what is below there in a folder, of which that is a part. */
    public DownloadOrder inside(String itsFolder, String below) {
        TreeSelection inner =
                part == null ? new TreeSelection(below, List.of(), List.of()) : part.below(below);
        return new DownloadOrder(
                group, itsFolder, destination, select, force, verify, version, inner);
    }

    /** The same for a file that is there, by the names that the tracker has for it. */
    public DownloadOrder of(String itsGroup, String itsName, Path place) {
        return new DownloadOrder(
                itsGroup, itsName, place.toString(), select, force, verify, version, part);
    }

    /** Where the file is put, once that is known. */
    public Path place() {
        return Path.of(destination);
    }

    private static Refused bad(String sentence) {
        return Refusal.BAD_REQUEST.because(sentence);
    }
}
