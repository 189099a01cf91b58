package p2p.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import p2p.cli.control.Failure;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;

/** A process that was begun once, and is told from a later one with the same number. */
record KeptProcess(Path file) {

    /** After the name in parentheses, where the kernel says when it began. */
    private static final int BEGAN = 19;

    void keep(ProcessHandle process) throws IOException {
        PrivateFile.write(file, identity(process.pid()).getBytes(StandardCharsets.US_ASCII));
    }

    Optional<ProcessHandle> running() {
        try {
            String kept = Files.readString(file);
            String number = kept.replaceFirst(" .*", "");
            return number.matches("[0-9]{1,9}") && kept.equals(identity(Long.parseLong(number)))
                    ? ProcessHandle.of(Long.parseLong(number))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(file, e).getMessage());
        }
    }

    /** Its number, when it began, and since which start of the machine that counts. */
    private static String identity(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String began = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[BEGAN];
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return pid + " " + began + " " + boot;
        } catch (NoSuchFileException e) {
            return pid + " is gone";
        }
    }
}
