// @ts-check
import { size } from "/page/amounts.js";
import { element, keep, say, shown } from "/page/dom.js";
import { pieceMap } from "/page/pieces.js";
import { rates } from "/page/rates.js";
import { ask } from "/page/server.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{user: string | null, peer: string, via: string, near: boolean, waits: boolean,
 *     bytes: number}} Source
 * @typedef {{seeders: Source[], more: number,
 *     pieces: import("/page/pieces.js").Pieces | null}} Detail
 */

const LOOK_MILLIS = 1000;

/**
 * Who a download comes from and which of its pieces are here, asked for while that is unfolded and
 * seen.
 * @param {{group: string, file: string}} which
 * @param {string} name
 */
export function detailOf(which, name) {
    const made = element("details");
    const summary = element("summary", "soft detail", text("detail.title"));
    summary.append(element("span", "unseen", text("detail.of", name)));
    const map = pieceMap();
    const none = element("p", "soft", text("detail.none"));
    const list = element("ul", "files sources");
    const more = element("p", "soft");
    const inside = element("div", "stack inside");
    inside.hidden = true;
    inside.append(map.made, none, list, more);
    made.append(summary, inside);
    // Those of one name are unfolded one at a time, so that one is asked about.
    made.name = "download";
    const pace = rates();
    let timer = 0;

    async function look() {
        clearTimeout(timer);
        if (!made.open || made.hidden || !made.isConnected) {
            return;
        }
        /** @type {Detail | undefined} */
        const found = document.hidden ? undefined : await ask("GET", "downloads/detail", which);
        if (found) {
            show(found);
        }
        clearTimeout(timer);
        timer = setTimeout(look, LOOK_MILLIS);
    }

    /** @param {Detail} found */
    function show(found) {
        map.show(found.pieces);
        pace.take(found.seeders.map((each) => [keyOf(each), each.bytes]));
        none.hidden = found.seeders.length > 0;
        more.hidden = found.more === 0;
        say(more, text("detail.more", found.more));
        const inOrder = found.seeders.toSorted((a, b) => (calledOf(a) < calledOf(b) ? -1 : 1));
        keep(list, inOrder, keyOf, (each) => make(each, pace));
        inside.hidden = false;
    }

    made.addEventListener("toggle", look);
    return Object.assign(made, {
        /** @param {boolean} isMoving only then there is something to see */
        show(isMoving) {
            made.hidden = !isMoving;
            made.open &&= isMoving;
        },
    });
}

/** @param {Source} source */
function keyOf(source) {
    return `${source.peer}/${source.via}`;
}

/** @param {Source} source */
function calledOf(source) {
    return source.user === null ? text("detail.somebody") : shown(source.user);
}

/**
 * @param {Source} source
 * @param {ReturnType<typeof rates>} pace
 */
function make(source, pace) {
    const item = element("li");
    const detail = element("span", "soft detail");
    item.append(element("bdi", "name", calledOf(source)), " ", detail);
    return Object.assign(item, {
        update(/** @type {Source} */ now) {
            const rate = pace.of(keyOf(now));
            const parts = [
                ...(rate === undefined ? [] : [text("sending.rate", size(rate))]),
                routeOf(now),
                ...(now.waits ? [text("detail.waits")] : []),
            ];
            say(detail, parts.join(", "));
        },
    });
}

/** @param {Source} source */
function routeOf(source) {
    switch (source.via) {
        case "relay":
            return text("route.relay");
        case "punched":
            return text("route.punched");
        default:
            return source.near ? text("route.near") : text("route.direct");
    }
}
