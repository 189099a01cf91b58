package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Programs;

/** Every command, done and refused, in both ways of use, as text and as JSON. */
@Execution(ExecutionMode.CONCURRENT)
class EveryCommandIT {

    private static final String PASSWORD = "long enough";
    private static final int SIZE = 3_000_000;

    private enum Way {
        SERVICE,
        SHELL
    }

    private final String id = Stage.freshName("e");
    private final String ann = "ann-" + id;
    private final String bob = "bob-" + id;
    private final String group = "films-" + id;

    private final Stage stage;

    EveryCommandIT() throws IOException {
        stage = Stage.shared();
    }

    @ParameterizedTest
    @CsvSource({"SERVICE, false", "SERVICE, true", "SHELL, false", "SHELL, true"})
    void isDoneOrRefused(Way way, boolean json) throws Exception {
        assumeTrue(
                way == Way.SHELL || Programs.areNative(),
                "the shell does the same, and each command here would start a JVM");
        try (Person annsPeer = person(way, ann);
                Person bobsPeer = person(way, bob)) {
            var a = new Asked(annsPeer, json, way == Way.SHELL);
            var b = new Asked(bobsPeer, json, way == Way.SHELL);
            accounts(a, b);
            groups(a, b);
            files(a, b);
            downloads(b);
            settings(b);
            devices(b);
            administration(a, b);
            farewell(a, b);
            assertEquals(way == Way.SHELL ? 1 : 0, annsPeer.end());
            assertEquals(way == Way.SHELL ? 1 : 0, bobsPeer.end());
        }
    }

    private Person person(Way way, String name) throws IOException {
        return way == Way.SERVICE ? stage.withService(name) : stage.withShell(name);
    }

    private void accounts(Asked a, Asked b) throws IOException {
        a.done("Created the account " + ann + ".", "create_user", ann, PASSWORD);
        b.doneWithInput(PASSWORD, "Created the account .*", "create-user", bob, "--password-stdin");
        a.refused(1, "name-taken", "create_user", ann, PASSWORD);
        a.refused(1, "bad-password", "create_user", ann + "x", "short");
        a.refused(2, "usage", "create_user", ann, PASSWORD, "more");
        a.refused(2, "usage", "create_user", ann + "x");
        a.refused(1, "not-logged-in", "list_groups");
        a.refused(1, "not-logged-in", "upload_file", stage.trackerInfo().toString(), group);
        a.refused(1, "wrong-credentials", "login", ann, "not the password");
        a.refused(2, "usage", "login");
        a.done("Logged in as " + ann + ".", "login", ann, PASSWORD);
        b.doneWithInput(PASSWORD, "Logged in as .*", "login", bob, "--password-stdin");
        a.refused(1, "wrong-credentials", "change_password", "not the password", "other password");
        a.done("Changed the password.", "change_password", PASSWORD, "other password");
        a.doneWithInput(
                "other password\n" + PASSWORD,
                "Changed the password.",
                "change_password",
                "--password-stdin");
        a.done("User +" + ann + "\n(?s).*", "status");
        if (a.json()) {
            JsonNode status = a.ask("status");
            assertEquals(ann, status.get("user").asText());
            assertTrue(status.get("attached").asBoolean(), status.toString());
            assertEquals(a.person().home().toString(), status.get("home").asText());
            assertTrue(
                    names(status).containsAll(List.of("listen", "tracker", "shares", "downloads")));
        }
    }

    private void groups(Asked a, Asked b) throws IOException {
        a.done("Created the group " + group + ".", "create_group", group);
        b.refused(1, "name-taken", "create_group", group);
        b.refused(1, "bad-name", "create_group", "no spaces");
        b.refused(2, "usage", "create_group");
        b.done("Asked to join .*", "join_group", group);
        b.refused(1, "already-requested", "join_group", group);
        b.refused(1, "no-such-group", "join_group", group + "x");
        b.done("Withdrew .*", "withdraw-request", group);
        b.refused(1, "no-such-request", "withdraw_request", group);
        b.done("Asked to join .*", "join_group", group);
        b.refused(1, "not-a-member", "list_requests", group);
        b.refused(1, "not-a-member", "accept_request", group, bob);
        a.done("(?s).*" + bob + "\t.*", "list_requests", group);
        if (a.json()) {
            JsonNode request = a.ask("list_requests", group).get(0);
            assertEquals(bob, request.get("user").asText());
            assertEquals(group, request.get("group").asText());
            assertTrue(request.get("since").asText().endsWith("Z"), request.toString());
        }
        a.done("Rejected .*", "reject_request", group, bob);
        a.refused(1, "no-such-request", "reject_request", group, bob);
        a.refused(1, "no-such-request", "accept_request", group, bob);
        b.refused(1, "not-a-member", "group_info", group);
        b.refused(1, "not-a-member", "list_files", group);
        b.done("Asked to join .*", "join_group", group);
        a.done(bob + " is now a member of .*", "accept_request", group, bob);
        b.refused(1, "already-a-member", "join_group", group);
        a.done("(?s).*" + group + "\t" + ann + "\t2\towner\n.*", "list_groups");
        b.done(group + "\t" + ann + "\t2\tmember\n", "my_groups");
        if (b.json()) {
            assertEquals(
                    ("[{\"group\":\"%s\",\"owner\":\"%s\",\"members\":2,"
                                    + "\"standing\":\"member\",\"role\":\"member\"}]")
                            .formatted(group, ann),
                    b.ask("my_groups").toString());
        }
        b.done("(?s)Group " + group + ", owned by .*\n" + ann + "\t.*", "group_info", group);
        b.refused(1, "no-such-group", "group_info", group + "x");
        b.refusedFor(
                "There is no group '%1$sx'. Did you mean %1$s?".formatted(group),
                "group_info",
                group + "x");
        b.refusedFor("There is no group 'elsewhere'.", "group_info", "elsewhere");
        b.refused(1, "not-a-moderator", "remove_member", group, ann);
        b.refused(1, "not-the-owner", "transfer_group", group, bob);
        a.refused(1, "no-such-member", "transfer_group", group, "nobody-" + id);
        a.done(bob + " now owns .*", "transfer_group", group, bob);
        b.done(ann + " now owns .*", "transfer_group", group, ann);
        roles(a, b);
        a.done("Removed .*", "remove_member", group, bob);
        a.refused(1, "no-such-member", "remove_member", group, bob);
        invitations(a, b);
    }

    private void roles(Asked a, Asked b) throws IOException {
        String tracker = stage.trackerInfo().toString();
        a.done(bob + " is a reader of " + group + " now.", "set_role", group, bob, "reader");
        b.done(group + "\t" + ann + "\t2\treader\n", "my_groups");
        b.refused(1, "reads-only", "upload_file", tracker, group);
        b.refused(1, "reads-only", "restore_version", group, "none", "1");
        b.refused(1, "not-the-owner", "set_role", group, bob, "member");
        b.refused(1, "not-a-moderator", "list_requests", group);
        a.done(".* is a moderator of .*", "set-role", group, bob, "moderator");
        b.done("", "list_requests", group);
        b.done(
                "(?s)Group .*\nYou are a moderator. Its owner and moderators invite people.\n.*"
                        + bob
                        + "\t.*Z\tonline\tmoderator\n",
                "group_info",
                group);
        b.refused(1, "not-the-owner", "remove_member", group, ann);
        b.refused(1, "not-the-owner", "set_inviters", group, "members");
        a.done(".* Its owner alone invites people.", "set_inviters", group, "owner");
        b.refused(1, "not-the-owner", "invite", group);
        a.done(".* Its owner and moderators invite .*", "set-inviters", group, "moderators");
        a.refused(2, "usage", "set_inviters", group, "everybody");
        a.refused(2, "usage", "set_role", group, bob, "owner");
        a.refused(2, "usage", "set_role", group, bob, "king");
        a.refused(1, "bad-role", "set_role", group, ann, "reader");
        a.done(".* is a member of .*", "set_role", group, bob, "member");
        b.refused(1, "not-a-moderator", "invite", group);
    }

    private void invitations(Asked a, Asked b) throws IOException {
        b.refused(1, "not-a-member", "invite", group);
        b.refused(1, "not-a-member", "list_invitations", group);
        b.refused(1, "not-a-member", "revoke_invitation", group, "1");
        a.refused(2, "usage", "invite", group, "--expires", "soon");
        a.refused(1, "bad-request", "invite", group, "--expires", "91d");
        a.refused(1, "bad-request", "invite", group, "--uses", "0");
        a.refused(1, "bad-name", "invite", group, "--note", " ");
        a.refused(1, "no-such-group", "invite", group + "x");
        a.refused(1, "no-such-invitation", "revoke_invitation", group, "0");
        a.refused(2, "usage", "revoke_invitation", group, "first");
        String form = "http://127\\.0\\.0\\.1:[0-9]+/i/" + group + "#[0-9a-v]{26}";
        a.done("p2p get '" + form + "'", "invite", group, "--note", "for bob", "--expires", "12h");
        a.done("[0-9]+\topen\t0 of 1\t.*Z\t" + ann + "\tfor bob", "list_invitations", group);
        JsonNode invited = a.withJson().ask("invite", group, "--uses", "2");
        String link = invited.get("link").asText();
        assertTrue(link.matches(form), link);
        assertEquals(2, invited.get("invitation").get("uses").asInt());
        b.refused(2, "usage", "get", link.replaceFirst("#.*", ""));
        b.refused(1, "other-trackers", "get", link.replaceFirst(":[0-9]+", ":1"));
        b.refused(1, "already-logged-in", "get", link, "--name", ann);
        b.done("Nothing is shared in " + group + " yet.", "get", link);
        b.done("Nothing is shared in " + group + " yet.", "get", link);
        String id = invited.get("invitation").get("id").asText();
        a.done("(?s).*\n" + id + "\topen\t1 of 2\t.*\t" + ann + "\t", "list-invitations", group);
        a.done("Revoked invitation " + id + " to .*", "revoke-invitation", group, id);
        a.refused(1, "no-such-invitation", "revoke_invitation", group, id);
    }

    private void sharing(Asked a, Asked b, Path file) throws IOException {
        a.refused(2, "usage", "share");
        a.refused(1, "bad-request", "share", file + "x");
        b.done("Created the group .*", "create_group", bob + "s-own");
        a.refused(1, "name-taken", "share", file.toString(), "--group", bob + "s-own");
        a.done(
                "p2p get 'http://.*/i/" + group + "#[0-9a-v]{26}/[A-Za-z0-9_-]+'",
                "share",
                file.toString());
        b.done(
                "Members of %1$s can download it; no link was made. Only '%2$s', the owner of '%1$s', and its moderators invite people to it."
                        .formatted(group, ann),
                "share",
                file.toString(),
                "--group",
                group);
        a.done(".* All members but readers invite people.", "set_inviters", group, "members");
        b.done(
                "p2p get 'http://.*/i/" + group + "#[0-9a-v]{26}/[A-Za-z0-9_-]+'",
                "share",
                file.toString(),
                "--group",
                group);
        b.done("[0-9]+\topen\t0 of 1\t.*Z\t" + bob + "\t", "list_invitations", group);
        a.done(".* Its owner and moderators .*", "set_inviters", group, "moderators");
        b.done("", "list_invitations", group);
        b.done("Left the group .*", "leave_group", bob + "s-own");
        b.done("You no longer share .*", "stop_share", group, file.getFileName().toString());
        JsonNode shared = a.withJson().ask("share", file.toString(), "--to", "Bob");
        assertEquals(group, shared.get("group").asText());
        assertEquals("clip.bin", shared.get("shares").get(0).get("file").asText());
        assertEquals("Bob", shared.get("invitation").get("note").asText());
    }

    private void files(Asked a, Asked b) throws IOException {
        Path file = randomFile("clip.bin");
        Path holiday = stage.folder().resolve(id + "/holiday");
        Path folder = Files.createDirectories(holiday.resolve("day 1"));
        Files.write(folder.resolve("a b.txt"), new byte[] {1, 2, 3});
        Files.write(holiday.resolve("c.txt"), new byte[0]);

        a.refused(1, "bad-file", "upload_file", file + "x", group);
        a.refused(2, "usage", "upload_file", group, file.toString());
        Path sameName = Files.createDirectories(stage.folder().resolve(group));
        Files.writeString(sameName.resolve("x"), "x");
        a.refused(2, "usage", "upload_file", group, file.toString());
        a.refused(1, "no-such-group", "upload_file", file.toString(), group + "x");
        a.refused(2, "usage", "upload_file", file.toString(), group, "--hash", "md5");
        a.done("Shared \\[.*] clip.bin \\(2.9 MiB\\).", "upload_file", file.toString(), group);
        a.done(
                "Shared \\[.*] holiday/ \\(2 files, 3 B\\).",
                "upload-file",
                holiday.toString(),
                group);
        a.done(
                "Shared .* old.bin .*",
                "upload_file",
                file.toString(),
                group,
                "--name",
                "old.bin",
                "--hash",
                "sha-1");
        b.becomes("(?s)clip.bin\t3000000\t" + ann + "\t1\t1\tsha-256\t.*", "list_files", group);
        b.done("old.bin\t.*\tsha-1\t.*", "list_files", group, "--match", "old");
        b.done(group + "\tclip.bin\t3000000\t" + ann + "\t1\t1\n", "search", "CLIP");
        b.done("", "search", "no such name");
        b.refused(1, "bad-request", "search", " ");
        b.refused(2, "usage", "search");
        b.done("(?s)File +clip.bin\n.*Size +3000000 bytes.*", "file_info", group, "clip.bin");
        b.refused(1, "no-such-file", "file_info", group, "none");
        b.done(
                "(?s).*\nholiday/\t3\t" + ann + "\t1\t1\tsha-256\t.*\t2\t1\n.*",
                "list_files",
                group);
        b.done("(?s)Folder +holiday/\nFiles +2\n.*", "file_info", group, "holiday/");
        a.done("(?s).*" + group + "\tclip.bin\t3000000\tshared\t.*", "my_shares");
        a.done("You no longer share old.bin .*", "stop_share", group, "old.bin");
        a.refused(1, "no-such-file", "stop_share", group, "old.bin");
        sharing(a, b, file);
        versions(a, b);
        if (b.json()) {
            JsonNode clip = b.ask("list_files", group, "--match", "clip").get(0);
            assertEquals("clip.bin", clip.get("file").asText());
            assertEquals(SIZE, clip.get("size").asLong());
            assertEquals(ann, clip.get("sharedBy").asText());
            assertEquals(1, clip.get("seeders").asInt());
            assertEquals(1, clip.get("completeSeeders").asInt());
            assertEquals("sha-256", clip.get("algorithm").asText());
            assertEquals(64, clip.get("hash").asText().length());
            assertEquals(group, clip.get("group").asText());
        }
    }

    private void versions(Asked a, Asked b) throws IOException {
        Path text = stage.folder().resolve(id + "/text.txt");
        Files.writeString(text, "one");
        a.done("Shared .* text.txt .*", "upload_file", text.toString(), group);
        Path first = Files.createDirectories(stage.folder().resolve(id + "/first"));
        b.done("Downloaded .*", "download_file", group, "text.txt", first.toString());
        Files.writeString(text, "the second");
        a.done("Shared .* text.txt .*", "upload-file", text.toString(), group);
        b.becomes(
                "(?s)2\tnewest\t10\t.*\t" + ann + "\tyes\t1\t1\t.*\n1\t\t3\t.*",
                "list_versions",
                group,
                "text.txt");
        Path old = Files.createDirectories(stage.folder().resolve(id + "/old"));
        b.refused(
                1,
                "no-such-file",
                "download_file",
                group,
                "text.txt",
                old.toString(),
                "--version",
                "7");
        b.refused(1, "not-the-owner", "restore_version", group, "text.txt", "1");
        a.refused(1, "no-such-file", "restore_version", group, "text.txt", "7");
        a.refused(2, "usage", "restore_version", group, "text.txt", "one");
        a.done("Version 1 .* is version 3 now.*", "restore-version", group, "text.txt", "1");
        b.done("(?s).*Version +3\n.*", "file_info", group, "text.txt");
        a.done("You no longer share text.txt .*", "stop_share", group, "text.txt");
        b.done("You no longer share text.txt .*", "stop_share", group, "text.txt");
        b.refused(1, "no-such-file", "list-versions", group, "text.txt");
    }

    private void downloads(Asked b) throws IOException {
        Path into = Files.createDirectories(stage.folder().resolve(id + "/into"));
        String clip = "clip.bin";
        b.refused(1, "no-such-file", "download_file", group, "none", into.toString());
        b.refused(2, "usage", "download_file", group);
        b.refused(2, "usage", "download_file", group, clip, "x", "--select", "best");
        b.refused(1, "disk", "download_file", group, clip, "/proc/no-room.bin");
        b.done("Downloaded \\[.*] clip.bin to .*", "download_file", group, clip, into.toString());
        assertArrayEquals(
                Files.readAllBytes(stage.folder().resolve(id + "/" + clip)),
                Files.readAllBytes(into.resolve(clip)));
        b.refused(1, "already-here", "download_file", group, clip, into.toString());
        b.becomes("(?s).*\n" + bob + "\tonline\tcomplete\n.*", "file_info", group, clip);
        b.done("You no longer share .*", "stop_share", group, clip);
        Files.writeString(into.resolve(clip), "something else");
        b.refused(1, "file-exists", "download_file", group, clip, into.toString());
        assertEquals("something else", Files.readString(into.resolve(clip)));
        b.done(
                "Downloaded .*",
                "download-file",
                group,
                clip,
                into.toString(),
                "--force",
                "--verify");
        assertEquals(SIZE, Files.size(into.resolve(clip)));
        b.becomes("(?s).*\n" + bob + "\tonline\tcomplete\n.*", "file_info", group, clip);
        b.done("You no longer share .*", "stop-share", group, clip);
        b.done("Downloaded .* holiday/ to .*", "download_file", group, "holiday/", into.toString());
        b.refused(1, "already-here", "download_file", group, "holiday/", into.toString());
        Path inside = into.resolve("holiday/c.txt");
        b.refused(1, "file-exists", "download_file", group, clip, inside.toString(), "--force");
        b.refused(2, "usage", "stop_share", group);
        b.refused(1, "no-such-file", "stop_share", group, "*.none");
        b.done("You no longer share holiday/ in .*", "stop_share", group, "hol*y");
        b.refused(1, "file-exists", "download_file", group, "holiday", into.toString());
        b.done(
                "Downloaded .* holiday/ to .*",
                "download_file",
                group,
                "holiday",
                into.toString(),
                "--force",
                "--verify");
        assertArrayEquals(
                new byte[] {1, 2, 3}, Files.readAllBytes(into.resolve("holiday/day 1/a b.txt")));
        assertEquals(0, Files.size(into.resolve("holiday/c.txt")));

        b.done("Limits: up none, down 64.0 KiB/s.", "set_limit", "--down", "64KiB");
        Path slow = into.resolve("slow.bin");
        b.done(
                "Downloading in the background.*",
                "download_file",
                group,
                clip,
                slow.toString(),
                "--background",
                "--force",
                "--select",
                "sequential");
        b.done("(?s).*\\[D] \\[" + group + "] clip.bin .*", "show_downloads");
        b.done(
                "Downloading in the background.*",
                "download_file",
                group,
                clip,
                slow.toString(),
                "--background",
                "--force");
        b.refused(1, "already-downloading", "download_file", group, clip, into + "/elsewhere.bin");
        b.done("Paused .*", "pause_download", group, "c?ip*");
        b.refused(2, "usage", "cancel_download", group);
        b.refused(1, "no-such-download", "pause_download", group);
        b.refused(1, "no-such-download", "resume_download", group, "*.mkv");
        b.done("Resumed .*", "resume_download", group);
        b.done("Paused .*", "pause_download", group, clip);
        b.done("(?s).*\\[P] \\[" + group + "] clip.bin .*paused.*", "show_downloads");
        b.done("Resumed .*", "resume_download", group, clip);
        b.done("Cancelled .*", "cancel-download", group, clip);
        b.becomes("(?s)(?!.*clip\\.bin).*", "show_downloads");
        b.refused(1, "no-such-download", "cancel_download", group, clip);
        b.refused(1, "no-such-download", "pause_download", group, clip);
        b.refused(1, "no-such-download", "resume_download", group, clip);
        assertFalse(Files.exists(slow));
        b.done("(?s).*\\[C] \\[" + group + "] holiday/  100%\n.*", "show_downloads");
        if (b.json()) {
            JsonNode download = b.ask("show_downloads").get(0);
            assertEquals(
                    "[eta, file, files, group, have, path, peers, rate, reason, size, state, taken,"
                            + " version]",
                    names(download).toString());
            assertEquals(1, download.get("version").asInt());
            assertEquals("complete", download.get("state").asText());
        }
        b.done(".* is complete: it only leaves .*/holiday.", "cancel_download", group, "holiday/");
        b.done(".*(left the list|was complete).*", "clear_downloads");
        b.done("No download was complete.", "clear-downloads");
        assertEquals(0, Files.size(into.resolve("holiday/c.txt")));
    }

    private void settings(Asked b) throws IOException {
        b.done("Limits: up 50.0 MiB/s, down none.", "set-limit", "--up", "50MiB", "--down", "0");
        b.done(
                "Limits: up 50.0 MiB/s, down none; between 00:00 and 23:59 down 1.0 MiB/s.",
                "set_limit",
                "--down",
                "1MiB",
                "--between",
                "00:00-23:59");
        b.done("Limits: up 50.0 MiB/s, down none.", "set_limit", "--at-all-times");
        b.refused(2, "usage", "set_limit", "--up", "1MiB", "--between", "8-18");
        b.refused(2, "usage", "set_limit", "--up", "fast");
        b.done("1\t127.0.0.1:.*\tup, in use\t.*", "trackers");
        b.done("(?s)Network\n  Listens at .*\nTrackers\n  127.0.0.1:.* ms, in use\n.*", "doctor");
        b.refused(2, "usage", "doctor", "no-group");
        b.refused(1, "no-such-group", "doctor", "no-group", "x");
        b.done("", "watch", "--seconds", "0");
        if (!b.shell()) {
            b.done("(?s)You are " + bob + ", attached to .*\nGroups +" + group + "\n.*");
        }
        b.refused(2, "usage", "no_such_command");
        b.refused(2, "usage", "status", "now");
    }

    private void devices(Asked b) throws IOException {
        b.done("You may be logged in on 2 devices at once.", "set_devices", "2");
        b.refused(1, "bad-request", "set-devices", "21");
        b.refused(2, "usage", "set_devices", "many");
        b.done("You may be logged in on one device.", "set_devices", "1");
        b.done("[A-Za-z0-9._-]+\t[0-9a-f]{12}\t.*Z\tthere now\t127.0.0.1\tthis one\n", "devices");
        if (b.json()) {
            JsonNode own = b.ask("devices");
            assertEquals(1, own.get("most").asInt());
            assertEquals(64, own.get("devices").get(0).get("fingerprint").asText().length());
        }
        b.refused(1, "no-such-device", "remove_device", "no-such");
        b.done("Logged out.", "logout");
        b.done(
                "(?s)Logged in as " + bob + ", on the device mine.*",
                "login",
                bob,
                PASSWORD,
                "--device",
                "mine");
        b.done("Removed the device mine.", "remove-device", "mine");
        b.becomes("(?s).*This device was removed from your account.*", "status");
        b.refused(1, "bad-name", "login", bob, PASSWORD, "--device", "two words");
        b.done("(?s)Logged in as " + bob + "\\..*", "login", bob, PASSWORD);
    }

    private void administration(Asked a, Asked b) throws Exception {
        a.refused(1, "not-an-administrator", "admin", "accounts");
        stage.database()
                .rows("update account set administrator = true where name = ? returning 1", ann);
        a.done(bob + "\t.*Z\tyes\t\t\n", "admin", "accounts", bob);
        String cid = "cid-" + id;
        JsonNode made = a.withJson().ask("admin", "create", cid);
        b.doneWithInput(
                made.get("code").asText() + "\n" + PASSWORD,
                "Set the password of " + cid + "; log in with it: .*",
                "reset-password",
                cid,
                "--password-stdin");
        b.refused(2, "usage", "reset_password");
        a.done("[0-9a-f]{32}", "admin", "reset", cid);
        a.done("Nobody can log in to " + cid + " any more.", "admin", "disable", cid);
        a.done(cid + " can log in again.", "admin", "enable", cid);
        a.done("Logged " + cid + " out everywhere.", "admin", "log_out", cid);
        a.refused(2, "usage", "admin", "delete", cid);
        a.refused(2, "usage", "admin", "delete");
        a.refused(2, "usage", "admin", "promote", cid);
        a.refused(1, "bad-request", "admin", "disable", ann);
        a.done("Deleted the account " + cid + ".", "admin", "delete", cid, "--yes");
        a.refused(1, "no-such-account", "admin", "delete", cid, "--yes");
    }

    private void farewell(Asked a, Asked b) throws IOException {
        a.done("(?s).*group-created\t" + ann + ".*", "audit", group);
        a.refused(2, "usage", "audit", group, "--last", "0");
        b.refused(1, "not-the-owner", "audit", group);
        b.done("Left the group " + group + ".", "leave_group", group);
        b.refused(1, "not-a-member", "leave_group", group);
        a.done("Logged out.", "logout");
        a.refused(1, "not-logged-in", "logout");
        a.done("(?s)Logged in as .*clip.bin\t3000000\tshared\t.*", "login", ann, PASSWORD);
        b.refused(1, "wrong-credentials", "delete_user", "not the password");
        JsonNode stored = b.ask("export_account").get("stored");
        assertEquals(bob, stored.get("account").get(0).get("name").asText());
        assertEquals(0, stored.get("memberships").size(), stored::toString);
        b.done("Deleted the account.", "delete_user", PASSWORD);
        b.refused(1, "wrong-credentials", "login", bob, PASSWORD);
    }

    private Path randomFile(String name) throws IOException {
        long seed = System.nanoTime();
        System.out.println("The file " + name + " is made of the seed " + seed);
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        Path folder = Files.createDirectories(stage.folder().resolve(id));
        return Files.write(folder.resolve(name), bytes);
    }

    private static TreeSet<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
