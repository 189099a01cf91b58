package p2p.tracker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What was asked for on the command line. */
sealed interface Arguments {

    String USAGE =
            """
            Usage: tracker TRACKER_INFO NUMBER [--data DIR]
                   tracker TRACKER_INFO NUMBER identity [--data DIR]
                   tracker prepare [--data DIR]
                   tracker admin grant|revoke NAME [--data DIR]
                   tracker admin list [--data DIR]
                   tracker keys wrap|unwrap|forget [--data DIR]

            Runs the tracker that line NUMBER of the file TRACKER_INFO names, one ADDRESS:PORT a
            line, until 'quit' is typed or the program is told to end. With 'identity' it prints that
            line with the fingerprint of the key by which peers can know it, for the list: all
            trackers of one database share that key, and speak TLS with it where their lines name
            it. With 'prepare' it makes the database in DIR, where there is none, for a first start
            that takes less time. With 'admin' it says whose account may administer others
            (p2p admin), while trackers run or not. With 'keys wrap' it has all secret keys in the
            database wrapped with the first secret of P2P_KEY_SECRET_FILE, or of DIR/secret where the
            database is in DIR; with 'keys unwrap' in the clear, as trackers of before read them. With
            'keys forget' it deletes them, where that secret is lost or somebody else may have them.

              --data DIR   where it keeps its database (default: $XDG_DATA_HOME/p2p/tracker);
                           trackers on one machine share it
              --help       show this
              --version    show the version

            P2P_DB_URL, P2P_DB_USER and P2P_DB_PASSWORD name a PostgreSQL to use instead of one of
            its own. P2P_KEY_SECRET_FILE names the file of the secret that wraps the keys in it.
            P2P_TLS_CERT and P2P_TLS_KEY name the certificate and the key (PEM) of a
            tracker whose line starts with https://. P2P_LOG=json has it log in JSON.
            """;

    String PREPARE = "prepare";
    String ADMIN = "admin";
    String IDENTITY = "identity";
    String KEYS = "keys";

    record Run(Path trackerInfo, int number, Optional<Path> data) implements Arguments {}

    /** Asks for the line by which that tracker is known. */
    record Identity(Path trackerInfo, int number, Optional<Path> data) implements Arguments {}

    record Prepare(Optional<Path> data) implements Arguments {}

    sealed interface Admin extends Arguments {

        Optional<Path> data();
    }

    record SetAdmin(String name, boolean administrator, Optional<Path> data) implements Admin {}

    record ListAdmins(Optional<Path> data) implements Admin {}

    /** What is to become of the keys in the database. */
    record Keys(Deed deed, Optional<Path> data) implements Arguments {

        enum Deed {
            WRAP,
            UNWRAP,
            FORGET;

            String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    record Help() implements Arguments {}

    record Version() implements Arguments {}

    /** What is wrong with the command line, as a sentence. */
    final class WrongUsage extends Exception {
        private final String sentence;

        WrongUsage(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        @Override
        public String getMessage() {
            return sentence;
        }
    }

    static Arguments parse(List<String> words) throws WrongUsage {
        var plain = new ArrayList<String>();
        Optional<Path> data = Optional.empty();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals("--help") || word.equals("-h")) {
                return new Help();
            } else if (word.equals("--version")) {
                return new Version();
            } else if (word.equals("--data") && rest.hasNext()) {
                data = Optional.of(Path.of(rest.next()));
            } else if (word.startsWith("--data=")) {
                data = Optional.of(Path.of(word.substring("--data=".length())));
            } else if (word.equals("--data")) {
                throw new WrongUsage("--data needs a folder.");
            } else if (word.startsWith("-")) {
                throw new WrongUsage("There is no option " + word + ".");
            } else {
                plain.add(word);
            }
        }
        if (plain.equals(List.of(PREPARE))) {
            return new Prepare(data);
        }
        if (!plain.isEmpty() && plain.getFirst().equals(ADMIN)) {
            return admin(plain.subList(1, plain.size()), data);
        }
        if (!plain.isEmpty() && plain.getFirst().equals(KEYS)) {
            return keys(plain.subList(1, plain.size()), data);
        }
        // The file may be named once more at the end: such command lines are around.
        if (plain.size() == 3 && plain.get(2).equals(plain.get(0))) {
            plain.removeLast();
        }
        boolean identity = plain.size() == 3 && plain.getLast().equals(IDENTITY);
        if (identity) {
            plain.removeLast();
        }
        if (plain.size() != 2) {
            throw new WrongUsage("Name the file of the trackers and the number of this one.");
        }
        if (!plain.get(1).matches("[0-9]{1,9}")) {
            throw new WrongUsage("'" + plain.get(1) + "' is not the number of a tracker.");
        }
        Path trackers = Path.of(plain.get(0));
        int number = Integer.parseInt(plain.get(1));
        return identity ? new Identity(trackers, number, data) : new Run(trackers, number, data);
    }

    private static Arguments keys(List<String> words, Optional<Path> data) throws WrongUsage {
        return Stream.of(Keys.Deed.values())
                .filter(deed -> words.equals(List.of(deed.word())))
                .findFirst()
                .map(deed -> new Keys(deed, data))
                .orElseThrow(
                        () -> new WrongUsage("Say 'keys wrap', 'keys unwrap' or 'keys forget'."));
    }

    private static Arguments admin(List<String> words, Optional<Path> data) throws WrongUsage {
        if (words.equals(List.of("list"))) {
            return new ListAdmins(data);
        }
        if (words.size() == 2 && List.of("grant", "revoke").contains(words.getFirst())) {
            return new SetAdmin(words.getLast(), words.getFirst().equals("grant"), data);
        }
        throw new WrongUsage("Say 'admin grant NAME', 'admin revoke NAME' or 'admin list'.");
    }
}
