// @ts-check
import { byId, say, shown } from "/page/dom.js";
import { showDownloads } from "/page/downloads.js";
import { showEvents, startEvents } from "/page/events.js";
import { showGroups } from "/page/groups.js";
import { showLimits, startLimits } from "/page/limits.js";
import { showNotices, startNotices } from "/page/notices.js";
import { showSending, startSending } from "/page/sending.js";
import { listen } from "/page/server.js";
import { refreshShares } from "/page/shares.js";
import { text } from "/page/texts.js";

const GROUPS_MILLIS = 1000;

let user = "";
let asking = 0;

/** Several things that happen at once are asked for once. */
function groupsSoon() {
    if (user && !asking) {
        asking = setTimeout(() => {
            asking = 0;
            showGroups();
        }, GROUPS_MILLIS);
    }
}

startEvents();
startLimits();
startNotices();
startSending();
listen({
    folder(folder) {
        const field = /** @type {HTMLInputElement} */ (byId("folder"));
        field.value ||= folder;
    },
    status(status) {
        say(byId("user"), status.user ?? text("peer.nobody"));
        say(byId("tracker"), status.tracker ?? text("peer.no-tracker"));
        say(byId("address"), status.listen);
        say(byId("notice"), status.notice ? shown(status.notice) : "");
        byId("notice").hidden = !status.notice;
        if (user !== (status.user ?? "")) {
            user = status.user ?? "";
            if (user) {
                showGroups();
            }
        }
        byId("all").hidden = false;
        byId("connecting").hidden = true;
    },
    downloads: showDownloads,
    shares: refreshShares,
    limits: showLimits,
    sending: showSending,
    events(events) {
        showEvents(events);
        showNotices(events);
    },
    happened: groupsSoon,
});
