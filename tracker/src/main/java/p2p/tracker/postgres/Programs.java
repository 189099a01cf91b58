package p2p.tracker.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's programs in a folder, and the major version that they are of. */
record Programs(Path folder, int major) {

    /** Chooses the programs: a folder, or the word {@code bundle}. */
    static final String SETTING = "P2P_POSTGRES";

    private static final List<String> NEEDED = List.of("initdb", "pg_ctl", "postgres");
    private static final List<Path> INSTALLED_UNDER =
            List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr/local"), Path.of("/opt"));
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** The newest programs of the machine or else the bundle's; all of one version where asked. */
    static Programs find(Map<String, String> environment, Path unpackInto, Optional<Integer> wanted)
            throws IOException, DatabaseUnavailable {
        String chosen = environment.getOrDefault(SETTING, "");
        if (!chosen.isEmpty() && !chosen.equals("bundle")) {
            Programs programs =
                    in(Path.of(chosen))
                            .orElseThrow(() ->
                                    new DatabaseUnavailable(
                                            SETTING
                                                    + " is "
                                                    + chosen
                                                    + ", where PostgreSQL's programs are"
                                                    + " not; name the folder that has"
                                                    + " initdb in it."));
            if (wanted.filter(major -> major != programs.major).isPresent()) {
                throw mismatch(wanted.get(), List.of(programs));
            }
            return programs;
        }
        List<Programs> known = chosen.isEmpty() ? installed() : new ArrayList<>();
        for (Programs programs : known) {
            if (wanted.isEmpty() || wanted.get() == programs.major) {
                return programs;
            }
        }
        Optional<Path> bundle = Bundle.unpack(unpackInto);
        if (bundle.isPresent()) {
            Programs programs = in(bundle.get()).orElseThrow(Programs::none);
            if (wanted.isEmpty() || wanted.get() == programs.major) {
                return programs;
            }
            known.add(programs);
        }
        throw wanted.isEmpty() || known.isEmpty() ? none() : mismatch(wanted.get(), known);
    }

    private static DatabaseUnavailable none() {
        return new DatabaseUnavailable(
                "There is no PostgreSQL on this machine, and no bundle of it for this kind of"
                        + " machine; install PostgreSQL, or name one with P2P_DB_URL.");
    }

    private static DatabaseUnavailable mismatch(int wanted, List<Programs> known) {
        return new DatabaseUnavailable(
                "The data folder was made by PostgreSQL "
                        + wanted
                        + ", and here is only version "
                        + String.join(
                                ", ", known.stream().map(p -> String.valueOf(p.major)).toList())
                        + "; install PostgreSQL "
                        + wanted
                        + ".");
    }

    private static List<Programs> installed() throws IOException {
        var found = new ArrayList<Programs>();
        for (Path root : INSTALLED_UNDER) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> folders = Files.list(root)) {
                    for (Path folder : folders.map(f -> f.resolve("bin")).toList()) {
                        in(folder).ifPresent(found::add);
                    }
                }
            }
        }
        found.sort(Comparator.comparing(Programs::major).reversed());
        return found;
    }

    private static Optional<Programs> in(Path folder) throws IOException {
        if (!NEEDED.stream().allMatch(name -> Files.isExecutable(folder.resolve(name)))) {
            return Optional.empty();
        }
        var version =
                Command.run(
                        folder, TIMEOUT, "", List.of(folder.resolve("postgres").toString(), "-V"));
        var major = Pattern.compile("\\(PostgreSQL\\) (\\d+)").matcher(version.output());
        return version.succeeded() && major.find()
                ? Optional.of(new Programs(folder, Integer.parseInt(major.group(1))))
                : Optional.empty();
    }

    String program(String name) {
        return folder.resolve(name).toString();
    }
}
