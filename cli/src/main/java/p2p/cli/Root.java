package p2p.cli;

import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.account.Admin;
import p2p.cli.account.ChangePassword;
import p2p.cli.account.CreateUser;
import p2p.cli.account.DeleteUser;
import p2p.cli.account.ExportAccount;
import p2p.cli.account.ListDevices;
import p2p.cli.account.LogInUser;
import p2p.cli.account.LogOut;
import p2p.cli.account.RemoveDevice;
import p2p.cli.account.ResetPassword;
import p2p.cli.account.SetDevices;
import p2p.cli.control.Passwords;
import p2p.cli.control.Service;
import p2p.cli.control.Surroundings;
import p2p.cli.download.CancelDownload;
import p2p.cli.download.ClearDownloads;
import p2p.cli.download.DownloadFile;
import p2p.cli.download.PauseDownload;
import p2p.cli.download.ResumeDownload;
import p2p.cli.download.SetLimit;
import p2p.cli.download.ShowDownloads;
import p2p.cli.file.FileDescription;
import p2p.cli.file.ListFiles;
import p2p.cli.file.ListVersions;
import p2p.cli.file.MyShares;
import p2p.cli.file.RestoreVersion;
import p2p.cli.file.Search;
import p2p.cli.file.StopShare;
import p2p.cli.file.UploadFile;
import p2p.cli.group.AcceptRequest;
import p2p.cli.group.Audit;
import p2p.cli.group.CreateGroup;
import p2p.cli.group.GroupDescription;
import p2p.cli.group.Invite;
import p2p.cli.group.JoinGroup;
import p2p.cli.group.LeaveGroup;
import p2p.cli.group.ListGroups;
import p2p.cli.group.ListInvitations;
import p2p.cli.group.ListRequests;
import p2p.cli.group.MyGroups;
import p2p.cli.group.RejectRequest;
import p2p.cli.group.RemoveMember;
import p2p.cli.group.RevokeInvitation;
import p2p.cli.group.SetInviters;
import p2p.cli.group.SetRole;
import p2p.cli.group.TransferGroup;
import p2p.cli.group.WithdrawRequest;
import p2p.cli.output.Look;
import p2p.cli.output.Output;
import p2p.cli.service.Doctor;
import p2p.cli.service.FirstStart;
import p2p.cli.service.Open;
import p2p.cli.service.ServiceFolder;
import p2p.cli.service.Status;
import p2p.cli.service.Trackers;
import p2p.cli.service.Watch;
import p2p.protocol.TrackerList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that the program and its shell have in common. */
@Command(
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            Share.class,
            Get.class,
            CreateUser.class,
            LogInUser.class,
            LogOut.class,
            ChangePassword.class,
            ResetPassword.class,
            ListDevices.class,
            SetDevices.class,
            RemoveDevice.class,
            ExportAccount.class,
            DeleteUser.class,
            CreateGroup.class,
            ListGroups.class,
            MyGroups.class,
            GroupDescription.class,
            JoinGroup.class,
            WithdrawRequest.class,
            LeaveGroup.class,
            Invite.class,
            ListInvitations.class,
            RevokeInvitation.class,
            ListRequests.class,
            AcceptRequest.class,
            RejectRequest.class,
            RemoveMember.class,
            SetRole.class,
            SetInviters.class,
            TransferGroup.class,
            Audit.class,
            Admin.class,
            ListFiles.class,
            Search.class,
            FileDescription.class,
            ListVersions.class,
            RestoreVersion.class,
            UploadFile.class,
            DownloadFile.class,
            ShowDownloads.class,
            PauseDownload.class,
            ResumeDownload.class,
            CancelDownload.class,
            ClearDownloads.class,
            StopShare.class,
            MyShares.class,
            SetLimit.class,
            Watch.class,
            Open.class,
            Status.class,
            Trackers.class,
            Doctor.class,
            CommandLine.HelpCommand.class
        })
abstract class Root implements Surroundings {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean alwaysJson;

    @Option(
            names = "--json",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Print one JSON document instead of text.")
    private boolean json;

    Root(PrintStream out, PrintStream err, boolean alwaysJson) {
        this.alwaysJson = alwaysJson;
        this.out = out;
        this.err = err;
    }

    abstract Look look();

    /** Refuses before anything is begun where a name will be missing, and nobody can be asked. */
    final void requireName(@Nullable String name) {
        if (name == null && !passwords().canAsk() && !home().hasSettledTrackers()) {
            throw Passwords.noName();
        }
    }

    @Override
    public final Optional<String> warning() {
        return home().warning();
    }

    /** The folder of the peer that commands are for. */
    abstract ServiceFolder home();

    /** The service, which is started where none runs. */
    abstract Service begun(FirstStart options);

    /** The same, with the tracker that somebody is invited to. */
    abstract Service begun(TrackerList.Entry tracker, FirstStart options);

    final PrintStream out() {
        return out;
    }

    final PrintStream err() {
        return err;
    }

    final boolean json() {
        return json || alwaysJson;
    }

    @Override
    public final Output output() {
        return new Output(out, err, json() ? look().withJson() : look());
    }
}
