// @ts-check
import { copyOnClick } from "/page/copy.js";
import { byId } from "/page/dom.js";

const secure = location.protocol === "https:";
const named = !/^[0-9.]+$|^\[/.test(location.hostname);
const local = /^(localhost|127\.[0-9.]+|\[::1\])$/.test(location.hostname);
// Without a name no authority vouches for a tracker, which is then known by its identity.
const scheme = secure ? (named ? "https://" : "") : local ? "" : "http://";
const address = `${location.hostname}:${location.port || (secure ? 443 : 80)}`;

if (/^[A-Za-z0-9.:[\]_-]+$/.test(address)) {
    const command = byId("command");
    command.textContent =
        command.textContent?.replace("HOST:PORT", scheme + address) ?? "";
    copyOnClick(byId("copy"), command);
}
