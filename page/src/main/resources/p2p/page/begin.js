// @ts-check
import { copyOnClick } from "/page/copy.js";
import { byId } from "/page/dom.js";
import { identity } from "/page/identity.js";

const secure = location.protocol === "https:";
const local = /^(localhost|127\.[0-9.]+|\[::1\])$/.test(location.hostname);
const address = `${location.hostname}:${location.port || (secure ? 443 : 80)}`;
const identified = secure && identity !== "";
// Without a word more, this machine's own trackers are asked without TLS, and others by their identity.
const tracker =
    identified && local
        ? `"${address} ${identity}"`
        : identified || (local && !secure)
          ? address
          : location.protocol + "//" + address;

if (/^[A-Za-z0-9.:[\]_-]+$/.test(address)) {
    const command = byId("command");
    command.textContent =
        command.textContent?.replace("HOST:PORT", tracker) ?? "";
    copyOnClick(byId("copy"), command);
}
