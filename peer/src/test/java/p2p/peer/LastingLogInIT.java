package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.refusal.Refused;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.GroupDetail.Member;
import p2p.protocol.peer.Encryption;
import p2p.testkit.Trackers;

/** A log-in holds until the user logs out, or logs in elsewhere. */
class LastingLogInIT {

    @TempDir static Path trackerFolder;
    private static Trackers trackers;

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final List<Person> people = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        trackers = Trackers.start(trackerFolder, 1);
    }

    @AfterEach
    void closePeers() {
        people.forEach(Person::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterAll
    static void stop() {
        trackers.close();
    }

    private Person person(String name, String home) throws Exception {
        Person person = person(name, home, trackers.list());
        people.add(person);
        return person;
    }

    private Person person(String name, String home, Path list) throws Exception {
        Path its = Files.createDirectories(folder.resolve(home));
        return new Person(name, its, vertx, list, Encryption.OFF);
    }

    private static boolean isOnline(Person asked, String group, String name) {
        return asked.asks().members(group).stream()
                .anyMatch(member -> member.user().equals(name) && member.online());
    }

    @Test
    void whoWasAwayForLongGoesOnWithoutAPassword() throws Exception {
        Person ann = person("ann", "one").signUp().creates("films");
        Person bob = person("bob", "two").signUp();
        ann.letsIn("films", bob);
        Path film = Files.write(folder.resolve("film"), new byte[100_000]);
        ann.shares(film, "films");
        Person eve = person("eve", "three").signUp();
        ann.letsIn("films", eve);
        eve.asks().allowDevices(2);

        for (Person leaving : List.of(eve, ann)) {
            leaving.close();
            people.remove(leaving);
        }
        await().atMost(90, SECONDS)
                .until(() -> !isOnline(bob, "films", "ann") && !isOnline(bob, "films", "eve"));
        Person evesNas = person("eve", "four");
        evesNas.logInAs("nas");
        bob.begins("films", "film", folder.resolve("copy"));
        ann.open();
        people.add(ann);

        bob.completes("films", "film");
        assertArrayEquals(Files.readAllBytes(film), Files.readAllBytes(folder.resolve("copy")));
        assertEquals("ann", ann.peer.status().user());
        assertEquals(
                List.of("ann", "bob", "eve"),
                ann.asks().members("films").stream().map(Member::user).toList());
        assertEquals(
                List.of("Logged in again by this peer's key."),
                ann.told("logged-in").stream().map(event -> event.text()).toList());
        isBackBesideAnother(eve, evesNas);
    }

    private void isBackBesideAnother(Person back, Person stayed) {
        assertEquals(
                List.of(false, true),
                stayed.asks().devices().stream().map(DeviceInfo::there).toList());
        back.open();
        people.add(back);
        await().atMost(60, SECONDS)
                .until(() -> stayed.asks().devices().stream().allMatch(DeviceInfo::there));
        assertEquals(1, back.told("logged-in").size());
        assertEquals(List.of(), stayed.told("logged-in"));
        assertEquals(
                List.of(false, true),
                stayed.asks().devices().stream().map(DeviceInfo::current).toList());
    }

    @Test
    void aLogInElsewhereIsRefusedWhileThePeerIsThereAndTakesItsPlaceAtOnceWhereItIsNot()
            throws Exception {
        Person here = person("cat", "here").signUp();
        Person elsewhere = person("cat", "elsewhere");
        Refused refused = assertThrows(Refused.class, elsewhere::logIn);
        assertEquals("urn:p2p:problem:already-logged-in", refused.problem().type());

        here.close();
        people.remove(here);
        await().atMost(30, SECONDS)
                .ignoreExceptionsInstanceOf(Refused.class)
                .until(() -> elsewhere.logIn().user().equals("cat"));
        here.open();
        people.add(here);

        await().atMost(30, SECONDS).until(() -> here.peer.status().user() == null);
        assertEquals(1, here.told("logged-out").size());
        assertEquals("cat", elsewhere.peer.status().user());
        assertEquals(List.of(), elsewhere.told("logged-out"));
    }

    @Test
    void twoDevicesOfOneAccountShareAndFetchEachForItself() throws Exception {
        Person laptop = person("fay", "laptop").signUp().creates("songs");
        laptop.asks().allowDevices(2);
        Person nas = person("fay", "nas");
        assertEquals("nas", nas.logInAs("nas").device());
        Refused third = assertThrows(Refused.class, person("fay", "phone")::logIn);
        assertEquals("urn:p2p:problem:too-many-devices", third.problem().type());
        Person gil = person("gil", "gil").signUp();
        laptop.letsIn("songs", gil);
        byte[] bytes = new byte[1_000_000];
        new Random(24).nextBytes(bytes);
        laptop.shares(Files.write(folder.resolve("song"), bytes), "songs");

        nas.begins("songs", "song", folder.resolve("on-the-nas"));
        nas.completes("songs", "song");
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("on-the-nas")));
        await().atMost(30, SECONDS)
                .until(() -> gil.peer.trackers().files("songs", null).getFirst().seeders() == 2);

        laptop.peer.stopShare("songs", "song");
        await().atMost(30, SECONDS)
                .until(() -> gil.peer.trackers().files("songs", null).getFirst().seeders() == 1);
        assertEquals(1, nas.peer.status().shares());
        gil.begins("songs", "song", folder.resolve("gils"));
        gil.completes("songs", "song");
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("gils")));

        laptop.asks().changePassword(Person.PASSWORD, "another password");
        await().atMost(30, SECONDS).until(() -> nas.peer.status().user() == null);
        assertEquals(
                List.of("Your password was changed on another device; log in with the new one."),
                nas.told("logged-out").stream().map(event -> event.text()).toList());
        assertEquals("fay", laptop.peer.status().user());
        assertEquals(1, laptop.asks().devices().size());
    }

    @Test
    void whoHasLoggedOutStaysSo() throws Exception {
        Person dan = person("dan", "one").signUp();
        dan.peer.logOut();
        dan.close();
        dan.open();
        assertEquals(null, dan.peer.status().user());
        Refused refused = assertThrows(Refused.class, () -> dan.peer.trackers().ownGroups());
        assertEquals("urn:p2p:problem:not-logged-in", refused.problem().type());
    }

    @Test
    void aLogInGoesToNoOtherTrackersThanItWasMadeWith() throws Exception {
        Path known = trackers.list();
        Path more =
                Files.writeString(
                        folder.resolve("more"), Files.readString(known) + "127.0.0.1:1\n");
        person("kim", "one", known).signUp().close();
        try (Person kim = person("kim", "one", more)) {
            assertEquals(null, kim.peer.status().user());
            assertEquals(
                    List.of("The trackers are others than at the log-in; log in again."),
                    kim.told("logged-out").stream().map(event -> event.text()).toList());
        }
        try (Person kim = person("kim", "one", known)) {
            assertEquals("kim", kim.peer.status().user());
        }
        try (Person kim = person("kim", "one", more)) {
            assertEquals("kim", kim.logIn().user());
        }
        for (Path list : List.of(more, known)) {
            try (Person kim = person("kim", "one", list)) {
                assertEquals("kim", kim.peer.status().user());
                assertEquals(List.of(), kim.told("logged-out"));
            }
        }
    }
}
