package p2p.cli;

import io.quarkus.runtime.annotations.RegisterForReflection;
import p2p.peer.PeerStatus;
import p2p.peer.control.Credentials;
import p2p.peer.control.LocalAccess;
import p2p.peer.control.NewUpload;
import p2p.peer.control.OpenedPage;
import p2p.peer.diagnosis.Diagnosis;
import p2p.peer.diagnosis.DownloadFound;
import p2p.peer.diagnosis.NetworkFound;
import p2p.peer.diagnosis.RouterKind;
import p2p.peer.diagnosis.SeederFound;
import p2p.peer.diagnosis.TrackerFound;
import p2p.peer.diagnosis.WayFound;
import p2p.peer.disk.SkippedFile;
import p2p.peer.download.DownloadDetail;
import p2p.peer.download.DownloadInfo;
import p2p.peer.download.FolderContents;
import p2p.peer.download.OrderProgress;
import p2p.peer.event.EventBatch;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.KeptSession;
import p2p.peer.library.KeptShare;
import p2p.peer.order.DownloadOrder;
import p2p.peer.rate.RateLimits;
import p2p.peer.rate.TimedLimit;
import p2p.peer.session.LoggedIn;
import p2p.peer.share.SendingShown;
import p2p.peer.share.ShareJobInfo;
import p2p.peer.tracker.TrackerState;
import p2p.protocol.api.Acceptance;
import p2p.protocol.api.AccountInfo;
import p2p.protocol.api.AccountState;
import p2p.protocol.api.AuditEntry;
import p2p.protocol.api.BrowserInfo;
import p2p.protocol.api.DeviceLimit;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.api.DrawnLink;
import p2p.protocol.api.FileDetail;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.InvitationGranted;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.InviterChoice;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.LatestNews;
import p2p.protocol.api.LeftGroup;
import p2p.protocol.api.LinkToDraw;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.MemberRole;
import p2p.protocol.api.Mirror;
import p2p.protocol.api.NamedGroup;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.NewAccount;
import p2p.protocol.api.NewInvitation;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.NewSpokenCode;
import p2p.protocol.api.NewestVersion;
import p2p.protocol.api.OwnDevices;
import p2p.protocol.api.Page;
import p2p.protocol.api.PasswordChange;
import p2p.protocol.api.PasswordProof;
import p2p.protocol.api.PasswordReset;
import p2p.protocol.api.Problem;
import p2p.protocol.api.Renewal;
import p2p.protocol.api.ResetGranted;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.api.SessionInfo;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.api.SignIn;
import p2p.protocol.api.SignedIn;
import p2p.protocol.api.SpokenCodeGranted;
import p2p.protocol.api.SpokenInvitation;
import p2p.protocol.api.SpokenWords;
import p2p.protocol.api.StoredData;
import p2p.protocol.api.TrackerInfo;
import p2p.protocol.api.TrackerTime;
import p2p.protocol.api.VersionInfo;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

/** What is read and written as JSON beside the local API, for the native executable to keep. */
@RegisterForReflection(
        registerFullHierarchy = true,
        targets = {
            DownloadDetail.class,
            DownloadInfo.class,
            FolderContents.class,
            EventBatch.class,
            LoggedIn.class,
            PeerStatus.class,
            Diagnosis.class,
            NetworkFound.class,
            RouterKind.class,
            TrackerFound.class,
            DownloadFound.class,
            SeederFound.class,
            WayFound.class,
            RateLimits.class,
            SendingShown.class,
            TimedLimit.class,
            SkippedFile.class,
            TrackerState.class,
            ShareJobInfo.class,
            Credentials.class,
            LeftGroup.class,
            LocalAccess.class,
            DownloadOrder.class,
            NewUpload.class,
            OpenedPage.class,
            OrderProgress.class,
            KeptDownload.class,
            KeptSession.class,
            KeptShare.class,
            DeviceLimit.class,
            AuditEntry.class,
            AccountInfo.class,
            AccountState.class,
            ResetGranted.class,
            PasswordReset.class,
            StoredData.class,
            OwnDevices.class,
            DownloadGrant.class,
            DownloadRequest.class,
            FileDetail.class,
            FileInfo.class,
            GroupDetail.class,
            GroupInfo.class,
            Acceptance.class,
            InvitationGranted.class,
            InvitationInfo.class,
            NewInvitation.class,
            NewSpokenCode.class,
            SpokenCodeGranted.class,
            SpokenInvitation.class,
            SpokenWords.class,
            InviterChoice.class,
            MemberRole.class,
            JoinRequestInfo.class,
            LogIn.class,
            SignIn.class,
            SignedIn.class,
            BrowserInfo.class,
            LatestNews.class,
            LinkToDraw.class,
            DrawnLink.class,
            NamedGroup.class,
            NamedUser.class,
            NewAccount.class,
            NewestVersion.class,
            NewShare.class,
            Page.class,
            PasswordChange.class,
            PasswordProof.class,
            Problem.class,
            Renewal.class,
            SessionGranted.class,
            SessionInfo.class,
            ShareInfo.class,
            TrackerInfo.class,
            Mirror.class,
            TrackerTime.class,
            VersionInfo.class,
            PeerMessage.class,
            TrackerMessage.class,
        })
final class SpokenTypes {

    private SpokenTypes() {}
}
