package p2p.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import p2p.cli.control.Failure;

/** What tells the user's systemd to run a peer: a file, and a link that says when. */
record SystemdUnit(Path folder, String name, String text) {

    private static final String OURS = "# Written by 'p2p service install'";

    private static final String TEXT =
            """
            %s; 'p2p service uninstall' removes it.
            [Unit]
            Description=p2p peer on %s

            [Service]
            %sExecStart=%s --home %s up
            # Java ends with this code after an orderly stop by SIGTERM.
            SuccessExitStatus=143
            # A tracker that was begun here goes on.
            KillMode=process
            Restart=on-failure
            RestartSec=2

            [Install]
            WantedBy=default.target
            """;

    /** {@code variables} are what the program needs of this process's environment. */
    static SystemdUnit of(
            ServiceFolder home,
            Map<String, String> environment,
            Path program,
            Map<String, String> variables) {
        String folder = home.folder().toString();
        if (folder.chars().anyMatch(Character::isISOControl)) {
            throw Failure.refused(
                    "home", "systemd takes no folder with such a name: " + folder + ".");
        }
        String lines =
                variables.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .map(each -> "Environment=" + quoted(each) + "\n")
                        .sorted()
                        .collect(Collectors.joining());
        return new SystemdUnit(
                configuration(environment).resolve("systemd").resolve("user"),
                name(home, environment),
                TEXT.formatted(
                        OURS,
                        escaped(folder),
                        lines,
                        command(program.toString()),
                        command(folder)));
    }

    private static Path configuration(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return named.startsWith("/")
                ? Path.of(named)
                : Path.of(System.getProperty("user.home"), ".config");
    }

    /** Each home has one of its own; that of the usual one is named as a package's. */
    static String name(ServiceFolder home, Map<String, String> environment) {
        if (home.isUsual(environment)) {
            return "p2p.service";
        }
        var name = new StringBuilder("p2p");
        for (Path part : home.folder()) {
            name.append('-');
            part.toString()
                    .codePoints()
                    .forEach(c -> {
                        if (Character.toString(c).matches("[A-Za-z0-9.]")) {
                            name.appendCodePoint(c);
                        } else {
                            name.append('_').append(Integer.toHexString(c)).append('_');
                        }
                    });
        }
        return name + ".service";
    }

    private static String escaped(String text) {
        return text.replace("%", "%%");
    }

    private static String quoted(String text) {
        return '"' + escaped(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** In a command a dollar begins a variable as well. */
    private static String command(String text) {
        return quoted(text).replace("$", "$$");
    }

    Path file() {
        return folder.resolve(name);
    }

    /** What {@code systemctl enable} makes. */
    private Path link() {
        return folder.resolve("default.target.wants").resolve(name);
    }

    boolean isThere() {
        return Files.exists(file(), LinkOption.NOFOLLOW_LINKS);
    }

    void write() throws IOException {
        refuseAnothers();
        Files.createDirectories(link().getParent());
        Files.writeString(file(), text);
        Files.deleteIfExists(link());
        Files.createSymbolicLink(link(), file());
    }

    private void refuseAnothers() throws IOException {
        if (isThere() && !Files.readString(file()).startsWith(OURS)) {
            throw Failure.refused(
                    "not-ours",
                    file() + " was written by somebody else; move it elsewhere, and try again.");
        }
    }

    void remove() throws IOException {
        refuseAnothers();
        for (Path each : List.of(link(), file())) {
            Files.deleteIfExists(each);
        }
    }
}
