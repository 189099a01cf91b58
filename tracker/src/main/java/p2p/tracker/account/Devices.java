package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Names;
import p2p.protocol.api.BrowserInfo;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.DeviceLimit;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.OwnDevices;
import p2p.protocol.peer.Fingerprint;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** At which devices accounts are logged in, and which of them makes way for another. */
@ApplicationScoped
public class Devices {

    private static final int LONGEST_NAME = 64;

    private final DeviceTable table;
    private final Sessions sessions;
    private final Browsers browsers;
    private final PeerPresence presence;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<AccountChange> changes;
    private final Clock clock;

    Devices(
            DeviceTable table,
            Sessions sessions,
            Browsers browsers,
            PeerPresence presence,
            Retries retries,
            Transactions transactions,
            Event<AccountChange> changes,
            Clock clock) {
        this.table = table;
        this.sessions = sessions;
        this.browsers = browsers;
        this.presence = presence;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    /** A device as it is now: its session, if it has one, and whether its peer is attached. */
    private record Seen(Device device, Optional<LiveSession> session, boolean there) {

        /** Those that are away for longest come first, and of those that are there the oldest. */
        private static final Comparator<Seen> FIRST_TO_GO =
                Comparator.comparing(Seen::there)
                        .thenComparing(it -> it.there ? it.device.since() : it.device.seen());

        String described() {
            return device.name()
                    + (there
                            ? " (there now)"
                            : " (away since "
                                    + device.seen().truncatedTo(ChronoUnit.SECONDS)
                                    + ")");
        }
    }

    /** Keeps the device from being forgotten until the transaction ends; false where it is. */
    public boolean keep(long device) {
        return table.keep(device);
    }

    /** Whether the session's peer has proved this key, at its log-in or by a renewal. */
    public boolean hasProved(long session, Fingerprint key) {
        return table.hasProved(session, key);
    }

    /** Whether somebody else has proved it, and may come back with it at any time. */
    public boolean isProvedByOther(Person person, Fingerprint key) {
        return table.isProvedByOther(person, key);
    }

    Optional<String> name(long device) {
        return table.name(device);
    }

    OwnDevices list(Admitted asking) {
        return transactions.get(() ->
                new OwnDevices(
                        table.most(asking.person()),
                        seen(asking.person()).stream().map(it -> info(it, asking)).toList(),
                        browsers.of(asking.person()).stream().map(Devices::info).toList()));
    }

    private List<Seen> seen(Person person) {
        List<LiveSession> live = sessions.of(person);
        return table.of(person).stream().map(device -> seen(device, live)).toList();
    }

    private Seen seen(Device device, List<LiveSession> live) {
        Optional<LiveSession> session =
                live.stream()
                        .filter(it -> it.device().filter(at -> at == device.id()).isPresent())
                        .findFirst();
        return new Seen(device, session, session.filter(presence::isThere).isPresent());
    }

    private DeviceInfo info(Seen it, Admitted asking) {
        return new DeviceInfo(
                it.device.name(),
                it.device.fingerprint().orElse(null),
                it.device.since(),
                it.there,
                it.there ? clock.instant() : it.device.seen(),
                it.device.address().orElse(null),
                it.session.filter(session -> isSame(session, asking)).isPresent());
    }

    /** Numbers of sessions and of browsers say nothing of each other. */
    private static boolean isSame(LiveSession session, Admitted asking) {
        return asking instanceof LiveSession own && own.id() == session.id();
    }

    private static BrowserInfo info(Browser it) {
        return new BrowserInfo(it.name(), it.since(), it.seen(), it.ends(), it.address());
    }

    /** Makes room for one more device, where that is to be, and lets it in. */
    long admit(Person person, LogIn logIn, String address) {
        Optional<Fingerprint> key = Optional.ofNullable(logIn.device());
        Optional<Instant> proved = Optional.ofNullable(logIn.at());
        Optional<Device> same = key.flatMap(it -> table.withKey(person, it));
        proved.ifPresent(at -> same.ifPresent(it -> Proofs.requireFirstUse(at, it)));
        if (proved.isEmpty() && key.filter(it -> isProvedByOther(person, it)).isPresent()) {
            throw Refusal.UNPROVED_DEVICE.because(
                    "Another account has proved that this device's key is its own; prove that it is"
                            + " yours: bring p2p up to date, and log in again.");
        }
        int most = table.most(person);
        if (most == 1) {
            replaceAll(person, same, logIn.takeover());
        } else {
            makeRoom(person, same, most, logIn.takeover());
        }
        String offered = logIn.deviceName();
        String name = offered != null ? offered : key.isPresent() ? "device" : "program";
        Stream<String> taken =
                Stream.concat(
                        table.of(person).stream().map(Device::name),
                        browsers.of(person).stream().map(Browser::name));
        return table.add(person, free(name, taken), key, proved, address, clock.instant());
    }

    /** There is to be one alone: it makes way at once where its peer is gone, or is this one. */
    private void replaceAll(Person person, Optional<Device> same, boolean takeover) {
        Optional<Long> own = same.map(Device::id);
        List<LiveSession> live = sessions.of(person);
        if (!takeover) {
            live.stream()
                    .filter(session -> own.isEmpty() || !session.device().equals(own))
                    .filter(session -> !presence.isGone(session))
                    .findFirst()
                    .ifPresent(other -> {
                        throw alreadyLoggedIn(other);
                    });
        }
        live.forEach(session -> sessions.endNow(session, SessionEnd.TAKEN_OVER));
        table.of(person).forEach(device -> table.forget(device.id()));
    }

    /** A key that is known stands for its own device; else one makes way, where it is to. */
    private void makeRoom(Person person, Optional<Device> same, int most, boolean takeover) {
        if (same.isPresent()) {
            end(person, same.get(), SessionEnd.RENEWED);
            return;
        }
        List<Seen> known = seen(person);
        if (known.size() < most) {
            return;
        }
        if (!takeover) {
            throw tooMany(
                    person,
                    known,
                    "Remove one of them there (remove_device), allow more (set_devices), or take the"
                            + " place of the one that was away for longest (login --takeover).");
        }
        Device first = known.stream().min(Seen.FIRST_TO_GO).orElseThrow().device;
        end(person, first, SessionEnd.TAKEN_OVER);
    }

    private void end(Person person, Device device, SessionEnd reason) {
        sessions.endAt(person, device, reason);
        table.forget(device.id());
    }

    /** Ends one device's session, and its key is worth nothing from then on; or a browser's. */
    void remove(Admitted asking, String name) {
        Person person = asking.person();
        retries.once(() -> {
            lock(asking);
            List<Device> all = table.of(person);
            Optional<Device> device =
                    all.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
            if (device.isPresent()) {
                end(person, device.get(), SessionEnd.DEVICE_REMOVED);
                changes.fire(new AccountChange.DeviceRemoved(person, device.get().name()));
            } else {
                List<Browser> signedIn = browsers.of(person);
                browsers.end(
                        signedIn.stream()
                                .filter(it -> it.name().equalsIgnoreCase(name))
                                .findFirst()
                                .orElseThrow(() -> noSuchDevice(name, all, signedIn)),
                        SessionEnd.DEVICE_REMOVED);
            }
        });
    }

    /** Nobody is logged out by it: those that are too many have to be removed before. */
    void allow(Admitted asking, int most) {
        Person person = asking.person();
        if (most < 1 || most > DeviceLimit.MOST) {
            throw Refusal.BAD_REQUEST.because(
                    "An account may be logged in on 1 to " + DeviceLimit.MOST + " devices.");
        }
        retries.once(() -> {
            lock(asking);
            List<Seen> known = seen(person);
            if (known.size() > most) {
                throw tooMany(
                        person, known, "Remove those that are too many first (remove_device).");
            }
            table.setMost(person, most);
            changes.fire(new AccountChange.DevicesAllowed(person, most));
        });
    }

    /** In a transaction that has locked the account to change it; the same holds below. */
    void endAll(Person person, SessionEnd reason) {
        sessions.endAll(person, reason);
        browsers.endAll(person, reason);
        table.of(person).forEach(device -> table.forget(device.id()));
    }

    /** A browser is at none of them. */
    void endOthers(Admitted asking, SessionEnd reason) {
        Person person = asking.person();
        table.adopt(person);
        List<LiveSession> live = sessions.of(person);
        Optional<Long> own =
                live.stream()
                        .filter(each -> isSame(each, asking))
                        .findFirst()
                        .flatMap(LiveSession::device);
        live.stream()
                .filter(other -> !isSame(other, asking))
                .forEach(other -> sessions.endNow(other, reason));
        table.of(person).stream()
                .filter(device -> own.filter(id -> id == device.id()).isEmpty())
                .forEach(device -> table.forget(device.id()));
    }

    /** Whoever was removed while they waited does nothing any more. */
    private void lock(Admitted asking) {
        if (!sessions.lockWithDevices(asking.person())) {
            throw Sessions.notLoggedIn();
        }
        requireThere(asking);
    }

    /** Refuses whoever was removed while they waited for the account's lock. */
    void requireThere(Admitted asking) {
        if (!keep(asking)) {
            throw Sessions.notLoggedIn();
        }
    }

    private boolean keep(Admitted asking) {
        return switch (asking) {
            case LiveSession session -> sessions.keep(session.id());
            case Browser browser -> browsers.keep(browser);
        };
    }

    static void checkName(@Nullable String name) {
        if (name != null && Names.whyNotName(name).isPresent()) {
            throw Refusal.BAD_NAME.because(
                    "The name of a device is as that of an account: "
                            + Names.whyNotName(name).orElseThrow());
        }
    }

    /** The name, with a number where another one has it. */
    static String free(String name, Stream<String> others) {
        Set<String> taken =
                others.map(other -> other.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        String free = name;
        for (int number = 2; taken.contains(free.toLowerCase(Locale.ROOT)); number++) {
            String end = "-" + number;
            free = name.substring(0, Math.min(name.length(), LONGEST_NAME - end.length())) + end;
        }
        return free;
    }

    private static Refused noSuchDevice(String name, List<Device> all, List<Browser> browsers) {
        return Refusal.NO_SUCH_DEVICE.because(
                "You have no device '%s'; those that you have are: %s."
                        .formatted(
                                name,
                                Stream.concat(
                                                all.stream().map(Device::name),
                                                browsers.stream().map(Browser::name))
                                        .collect(Collectors.joining(", "))));
    }

    private static Refused tooMany(Person person, List<Seen> known, String whatToDo) {
        return Refusal.TOO_MANY_DEVICES.because(
                "'%s' is logged in on %d devices: %s. %s"
                        .formatted(
                                person.name(),
                                known.size(),
                                known.stream()
                                        .map(Seen::described)
                                        .collect(Collectors.joining(", ")),
                                whatToDo));
    }

    private static Refused alreadyLoggedIn(LiveSession other) {
        return Refusal.ALREADY_LOGGED_IN.because(
                ("'%s' is logged in from %s%s since %s; log out there, take the session over"
                                + " (login --takeover), or let the account have several devices"
                                + " (set_devices).")
                        .formatted(
                                other.person().name(),
                                other.address(),
                                other.listen().map(at -> " (listening at " + at + ")").orElse(""),
                                other.started()));
    }
}
