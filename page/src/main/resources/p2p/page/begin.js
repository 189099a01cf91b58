// @ts-check
import { copyOnClick } from "/page/copy.js";
import { byId } from "/page/dom.js";
import { identity } from "/page/identity.js";

const secure = location.protocol === "https:";
const local = /^(localhost|127\.[0-9.]+|\[::1\])$/.test(location.hostname);
const bare = secure ? identity !== "" : local;
const scheme = bare ? "" : location.protocol + "//";
const address = `${location.hostname}:${location.port || (secure ? 443 : 80)}`;

if (/^[A-Za-z0-9.:[\]_-]+$/.test(address)) {
    const command = byId("command");
    command.textContent =
        command.textContent?.replace("HOST:PORT", scheme + address) ?? "";
    copyOnClick(byId("copy"), command);
}
