package p2p.cli;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import p2p.cli.account.Newcomer;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.file.Uploading;
import p2p.cli.group.GroupForShares;
import p2p.cli.group.Inviting;
import p2p.cli.output.Output;
import p2p.cli.service.FirstStart;
import p2p.cli.service.Turn;
import p2p.peer.control.NewUpload;
import p2p.peer.share.OwnShare;
import p2p.peer.share.ShareJobInfo;
import p2p.protocol.Names;
import p2p.protocol.api.InvitationGranted;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.SpokenCodeGranted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Share files with somebody, from nothing: the service, the account, the group, the invitation. */
@Command(
        name = "share",
        description = "Share files or folders, and make a link by which others get them.",
        footer = {
            "",
            "Starts the service, makes an account and a group where there is none.",
            "The same again shares nothing anew, and makes another link.",
            "Of a folder, what cannot be shared is skipped, and the exit code is 1 then.",
            "--tracker here starts a tracker on this machine, which others reach at its",
            "address.",
            "",
            "Example:",
            "  p2p share ~/holiday --to Bob"
        })
final class Share implements Callable<Integer> {

    @ParentCommand private Root root;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders.")
    private List<String> paths = List.of();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "The group, made where it is missing; named after PATH when left out.")
    private @Nullable String group;

    @Option(
            names = "--to",
            paramLabel = "TEXT",
            description = "Whom the link is for: a note that list_invitations shows.")
    private @Nullable String to;

    @Option(
            names = "--name",
            paramLabel = "USER",
            description = "Your name where you have no account yet; asked for when left out.")
    private @Nullable String name;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Mixin private Inviting inviting;

    @Mixin private FirstStart start = new FirstStart(true);

    @RegisterForReflection
    private record Shared(
            String group,
            List<OwnShare> shares,
            @Nullable String link,
            @Nullable SpokenCodeGranted spoken,
            @Nullable InvitationInfo invitation) {}

    /** Words take a tracker half a second, in which files are hashed. */
    private record Invited(
            CompletableFuture<InvitationGranted> invitation,
            CompletableFuture<SpokenCodeGranted> words) {}

    @Override
    public Integer call() {
        List<Path> places = paths.stream().map(root::path).toList();
        requireThere(places);
        inviting.requireSense();
        root.requireName(name);
        Output output = root.output();
        Service service = entered(output);
        try (var _ = Turn.toShare(places, root.home(), output)) {
            return share(places, service, output);
        }
    }

    private int share(List<Path> places, Service service, Output output) {
        List<OwnShare> before = service.list(Call.get("shares"), OwnShare.class);
        GroupForShares into = GroupForShares.of(service, group, places.getFirst(), before);
        if (group != null && into.isNew()) {
            output.nothing("Made the group " + into.name() + ".");
        }
        var shares = new ArrayList<OwnShare>();
        Optional<Invited> begun =
                into.isNew()
                        ? Optional.of(begin(service.telling(_ -> {}), into, Optional.empty()))
                        : Optional.empty();
        try {
            boolean whole = true;
            for (int i = 0; i < places.size(); i++) {
                Optional<OwnShare> already = into.among(before, places.get(i));
                if (already.isPresent()) {
                    shares.add(already.get());
                    output.nothing(hasAlready(into.name(), places.get(i)));
                    continue;
                }
                Optional<ShareJobInfo> upload =
                        upload(service, output, into, paths.get(i), places.get(i), before);
                if (upload.isEmpty()) {
                    return Patience.INTERRUPTED;
                }
                shares.addAll(upload.get().shares());
                whole &= upload.get().skipped().isEmpty();
            }
            invite(service, output, into, shares, begun);
            return whole ? 0 : Failure.REFUSED;
        } finally {
            if (into.isNew() && shares.isEmpty()) {
                into.undo(service);
            }
        }
    }

    private Service entered(Output output) {
        try (var _ = Turn.at(root.home(), output)) {
            Service service = root.begun(start);
            root.warning().ifPresent(output::note);
            Newcomer.enter(root, service, output, name, Optional.empty(), () -> {});
            root.home().settle();
            return service;
        }
    }

    private Optional<ShareJobInfo> upload(
            Service service,
            Output output,
            GroupForShares into,
            String shown,
            Path place,
            List<OwnShare> before) {
        var wanted = new NewUpload(into.name(), place.toString(), null, null);
        Optional<ShareJobInfo> upload = Uploading.untilDone(root, service, output, shown, wanted);
        upload.ifPresent(done -> output.nothing(sentence(done, place, before)));
        return upload;
    }

    private static String sentence(ShareJobInfo done, Path place, List<OwnShare> before) {
        OwnShare now = done.shares().getFirst();
        boolean isUnchanged =
                before.stream()
                        .filter(share -> share.served() && share.group().equals(now.group()))
                        .anyMatch(s -> s.file().equals(now.file()) && s.id().equals(now.id()));
        return isUnchanged && done.skipped().isEmpty()
                ? hasAlready(now.group(), place)
                : Uploading.sentence(done);
    }

    private static String hasAlready(String group, Path place) {
        return "[" + group + "] has " + place + " already, unchanged.";
    }

    private Invited begin(Service service, GroupForShares into, Optional<String> one) {
        var invitation = supplyAsync(() -> inviting.make(service, into.name(), to));
        return new Invited(
                invitation, invitation.thenApply(granted -> Inviting.words(service, granted, one)));
    }

    private static <T> T done(CompletableFuture<T> begun) {
        try {
            return begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }

    private void invite(
            Service service,
            Output output,
            GroupForShares into,
            List<OwnShare> shares,
            Optional<Invited> begun) {
        Optional<String> one =
                shares.size() == 1 && !into.isNew()
                        ? Optional.of(shares.getFirst().file())
                        : Optional.empty();
        Invited invited = begun.orElseGet(() -> begin(service, into, one));
        InvitationGranted granted;
        try {
            granted = done(invited.invitation());
        } catch (Failure e) {
            if (!Inviting.isNotAllowed(e)) {
                throw e;
            }
            output.done(
                    new Shared(into.name(), shares, null, null, null),
                    "Members of %s can download it; no link was made. %s"
                            .formatted(into.name(), e.getMessage()));
            return;
        }
        var link = inviting.link(service, granted, one);
        Optional<SpokenCodeGranted> spoken = Inviting.spoken(output, () -> done(invited.words()));
        var document =
                new Shared(
                        into.name(),
                        shares,
                        link.toString(),
                        spoken.orElse(null),
                        granted.invitation());
        Inviting.say(output, document, link, spoken, granted.invitation());
        if (!into.isNew() && !output.look().json()) {
            Inviting.sayWhatIsOpen(root, service, output, granted.invitation());
        }
    }

    private void requireThere(List<Path> places) {
        for (int i = 0; i < places.size(); i++) {
            if (!Files.exists(places.get(i))) {
                boolean mayBeGroup =
                        i > 0 && group == null && Names.whyNotName(paths.get(i)).isEmpty();
                throw Failure.refused(
                        "bad-request",
                        "There is no file or folder "
                                + places.get(i)
                                + (mayBeGroup ? "; a group is named by --group." : "."));
            }
        }
    }
}
