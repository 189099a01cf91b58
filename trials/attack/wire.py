"""Downloaders who break the wire's rules at a seeder, or keep them and are a nuisance."""

import base64
import os
import struct
import subprocess
import time

import download as wire
from asking import connect
from flood import Flood, together
from members import BUSY, MAGIC, PROTOCOL, REVOKED, SILENT, TICKET, VERSION, Member, frame
from outcome import attack, expect, long_attack

SMALL, LARGE = "small.bin", "large.bin"
FOE = "127.0.0.66"
UP = "16MiB"


def ranged(kind, piece, offset, length):
    return frame(kind, struct.pack(">III", piece, offset, length))


def broken(grant):
    piece, count = grant["manifest"]["pieceSize"], -(-grant["manifest"]["size"] // grant["manifest"]["pieceSize"])
    request, cancel = wire.REQUEST, wire.CANCEL
    return {
        "a frame of no length": b"\0\0\0\0",
        "a frame of 4 GiB": b"\xff\xff\xff\xff\x03",
        "an unknown type": frame(77),
        "PING with a body": frame(wire.PING, b"x"),
        "WELCOME": frame(wire.WELCOME, struct.pack(">HI", 1, 8) + b"\xff"),
        "DATA": frame(wire.DATA, struct.pack(">II", 0, 0) + b"x"),
        "HAVE": frame(wire.HAVE, struct.pack(">I", 0)),
        "CHOKE": frame(wire.CHOKE),
        "UNCHOKE": frame(wire.UNCHOKE),
        "a second HELLO": frame(wire.HELLO, MAGIC + struct.pack(">H", 1) + bytes(32) + b"ticket"),
        "a piece beyond the file": ranged(request, count, 0, 1),
        "the last piece of all numbers": ranged(request, 2**32 - 1, 0, 1),
        "an offset beyond the piece": ranged(request, 0, piece, 1),
        "an end beyond the piece": ranged(request, 0, piece - 1, 2),
        "an end beyond all numbers": ranged(request, 0, 2**32 - 1, 1 << 20),
        "no byte": ranged(request, 0, 0, 0),
        "more than a range may have": ranged(request, 0, 0, (1 << 20) + 1),
        "CANCEL beyond the file": ranged(cancel, count, 0, 1),
        "TICKET of 513 bytes": frame(wire.TICKET, bytes(513)),
    }


@attack
def frames_that_break_the_protocol_get_their_goodbye(stage):
    stage.shared(SMALL, 3)
    mallory = Member(stage)
    mallory.attach()
    grant = mallory.grant(SMALL)
    for what, data in broken(grant).items():
        foe = mallory.greeted(grant)
        foe.raw(data)
        code = foe.bye()
        foe.close()
        expect(code == PROTOCOL, f"{what} got BYE {code}")
    ticket = base64.b64decode(grant["ticket"])
    early = {
        "PING before HELLO": (frame(wire.PING), PROTOCOL),
        "REQUEST before HELLO": (ranged(wire.REQUEST, 0, 0, 1), PROTOCOL),
        "TICKET before HELLO": (frame(wire.TICKET, ticket), PROTOCOL),
        "HTTP": (b"GET / HTTP/1.1\r\n\r\n", PROTOCOL),
        "another magic": (frame(wire.HELLO, b"HTTP" + struct.pack(">H", 1) + bytes(32) + ticket), PROTOCOL),
        "version 2": (frame(wire.HELLO, MAGIC + struct.pack(">H", 2) + bytes(32) + ticket), VERSION),
        "version 2, short": (frame(wire.HELLO, MAGIC + struct.pack(">H", 2)), VERSION),
        "version 9, 16 KiB": (frame(wire.HELLO, MAGIC + struct.pack(">H", 9) + bytes(16 << 10)), VERSION),
    }
    for what, (data, expected) in early.items():
        foe = mallory.foe(grant)
        foe.raw(data)
        code = foe.bye()
        foe.close()
        expect(code == expected, f"{what} got BYE {code}")
    mallory.close()
    seconds = stage.downloaded(SMALL)
    return f"{len(broken(grant))} after the greeting and {len(early)} before; then Bob downloads in {seconds:.1f} s"


def forged(ticket, stage, **changed):
    """A ticket in which something is another, signed by a key of one's own."""
    issued, expires = struct.unpack(">QQ", ticket[5:21])
    issued, expires = changed.get("issued", issued), changed.get("expires", expires)
    said = ticket[:5] + struct.pack(">QQ", issued, expires) + ticket[21:-64]
    key, text = os.path.join(stage.place, "ed25519.pem"), os.path.join(stage.place, "ticket")
    if not os.path.exists(key):
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True, capture_output=True)
    with open(text, "wb") as out:
        out.write(said)
    sign = ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", text]
    return said + subprocess.run(sign, check=True, capture_output=True).stdout


@attack
def tickets_that_are_no_good_get_their_goodbye(stage):
    stage.shared(SMALL, 3)
    stage.shared("other.bin", 1)
    mallory, trudy = Member(stage), Member(stage)
    mallory.attach()
    trudy.attach()
    grant, other = mallory.grant(SMALL), mallory.grant("other.bin")
    ticket, hour = base64.b64decode(grant["ticket"]), 3_600_000
    now = int(time.time() * 1000)
    cases = {
        "signed by another": (forged(ticket, stage), grant["id"], TICKET),
        "issued in an hour": (forged(ticket, stage, issued=now + hour, expires=now + hour + 300_000), grant["id"], TICKET),
        "that has run out": (forged(ticket, stage, issued=now - hour, expires=now - hour + 300_000), grant["id"], TICKET),
        "good for a year": (forged(ticket, stage, expires=now + 365 * 24 * hour), grant["id"], TICKET),
        "with its end put off": (ticket[:13] + struct.pack(">Q", now + hour) + ticket[21:], grant["id"], TICKET),
        "cut": (ticket[:-1], grant["id"], TICKET),
        "with more behind it": (ticket + b"x", grant["id"], TICKET),
        "of zeros": (bytes(200), grant["id"], TICKET),
        "for another file": (base64.b64decode(other["ticket"]), grant["id"], TICKET),
        "for a file that is not there": (ticket, "ab" * 32, TICKET),
    }
    for what, (shown, file_id, expected) in cases.items():
        foe = mallory.foe(grant)
        foe.hello(file_id, shown)
        code = foe.bye()
        foe.close()
        expect(code == expected, f"one {what} got BYE {code}")
    foe = trudy.foe(grant)
    foe.hello(grant["id"], ticket)
    code = foe.bye()
    expect(code == TICKET, f"another's ticket got BYE {code}")
    foe = mallory.greeted(grant)
    foe.raw(frame(wire.TICKET, forged(ticket, stage)))
    code = foe.bye()
    expect(code == TICKET, f"a forged TICKET later got BYE {code}")
    foe = mallory.greeted(grant)
    stage.people.p2p("ann", "remove_member", "g", mallory.name)
    began = time.monotonic()
    code = foe.bye()
    took = time.monotonic() - began
    expect(code == REVOKED and took < 5, f"who was removed got BYE {code} after {took:.1f} s")
    foe = mallory.foe(grant)
    foe.hello(grant["id"], ticket)
    code = foe.bye()
    expect(code == REVOKED, f"who was removed and comes again got BYE {code}")
    for one in (mallory, trudy):
        one.close()
    return f"{len(cases) + 2} got BYE 3; who is removed BYE 5 after {took:.2f} s of the command, and again"


@attack
def a_thousand_greeted_and_silent_ones_of_one_person_are_bounded(stage):
    stage.shared(SMALL, 3)
    mallory = Member(stage)
    mallory.attach()
    grant = mallory.grant(SMALL)
    ticket = base64.b64decode(grant["ticket"])
    before = stage.service_mib("ann")

    def greet(number):
        try:
            foe = mallory.foe(grant, f"127.0.8.{number % 250 + 1}")
            foe.hello(grant["id"], ticket)
            kind, body = foe.receive()
        except OSError:
            return None, None
        code = struct.unpack(">H", body[:2])[0] if kind == wire.BYE and body else None
        return foe, (kind, code)

    got = [pair for part in together(16, lambda part: [greet(part * 64 + i) for i in range(64)]) for pair in part]
    kinds = [kind for _, kind in got]
    welcome = sum(kind is not None and kind[0] == wire.WELCOME for kind in kinds)
    busy = kinds.count((wire.BYE, BUSY))
    seconds = stage.downloaded(SMALL)
    grown = stage.service_mib("ann") - before
    for foe, _ in got:
        if foe:
            foe.close()
    mallory.close()
    expect(1 <= welcome <= 64, f"{welcome} of 1024 connections of one person were welcome")
    expect(grown < 200, f"the seeder grew by {grown:.0f} MiB")
    return (
        f"of 1024 {welcome} were welcome, {busy} got BYE 6; Bob downloads meanwhile in {seconds:.1f} s;"
        f" the seeder grew by {grown:.0f} MiB"
    )


@attack
def those_who_do_not_greet_are_bounded_and_end(stage):
    stage.shared(SMALL, 3)
    mallory = Member(stage)
    grant = (mallory.attach(), mallory.grant(SMALL))[1]
    host, port = grant["seeders"][0]["contact"]["address"].rsplit(":", 1)
    silent = [connect((host, int(port)), FOE, timeout=20) for _ in range(200)]
    half = []
    try:
        for one in silent[:100]:
            one.sendall(b"\x16\x03\x01\x02\x00\x01")
        for number in range(20):
            half.append(mallory.foe(grant, f"127.0.9.{number + 1}"))
            half[-1].raw(frame(wire.HELLO, MAGIC + struct.pack(">H", 1) + bytes(200))[:20])
        seconds = stage.downloaded(SMALL)
        began = time.monotonic()
        for one in silent:
            try:
                while one.recv(4096):
                    pass
            except ConnectionError:
                pass
        codes = [foe.bye() for foe in half]
        ended = time.monotonic() - began
    finally:
        for one in silent + half:
            one.close()
        mallory.close()
    expect(set(codes) <= {SILENT, None}, f"half greetings got {set(codes)}")
    expect(ended < 12, f"they ended only after {ended:.0f} s")
    return f"200 silent ones of one address and 20 half greetings ended within {ended:.0f} s; Bob took {seconds:.1f} s"


def crowded(stage, once):
    """How long Bob takes for a large file while one member's connection does something over and over."""
    stage.people.p2p("ann", "set_limit", "--up", UP)
    stage.shared(LARGE, 64)
    alone = stage.downloaded(LARGE)
    mallory = Member(stage)
    mallory.attach()
    grant = mallory.grant(LARGE)
    manifest = grant["manifest"]
    pieces = -(-manifest["size"] // manifest["pieceSize"])

    def repeat(state, _):
        foe = state.get("foe")
        if foe is None:
            foe = state["foe"] = mallory.greeted(grant)
            foe.until_unchoked()
        once(foe, pieces, min(manifest["pieceSize"], 1 << 20))

    try:
        with Flood(1, repeat) as flood:
            flood.awaits(1)
            together_with = stage.downloaded(LARGE)
            rounds = flood.times()
        session = stage.status("ann")
    finally:
        mallory.close()
        stage.people.p2p("ann", "set_limit", "--up", "0")
    expect(session["tracker"] and session["user"] == "ann", f"Ann's service is {session}")
    expect(together_with < 3 * alone + 3, f"Bob took {together_with:.1f} s instead of {alone:.1f} s")
    return f"{rounds} rounds; Bob took {together_with:.1f} s, alone {alone:.1f} s, and Ann's session stands"


@attack
def cancels_of_what_was_never_asked_hold_nobody_up(stage):
    def once(foe, pieces, range_size):
        foe.raw(b"".join(ranged(wire.REQUEST, i % pieces, 0, range_size - i // pieces) for i in range(1000)))
        for _ in range(2):
            foe.raw(b"".join(ranged(wire.CANCEL, i % pieces, 7, 1 + i // pieces) for i in range(5000)))
        time.sleep(1)

    return crowded(stage, once)


@long_attack
def a_thousand_requests_of_one_byte_hold_nobody_up(stage):
    def once(foe, pieces, _):
        foe.raw(b"".join(ranged(wire.REQUEST, i % pieces, i // pieces, 1) for i in range(1000)))
        answers = 0
        while answers < 1000:
            kind, _ = foe.receive()
            if kind == wire.BYE:
                raise OSError("the seeder said goodbye")
            answers += kind == wire.DATA

    return crowded(stage, once)


@attack
def more_open_requests_than_allowed_end_the_connection(stage):
    stage.people.p2p("ann", "set_limit", "--up", "64KiB")
    try:
        stage.shared(SMALL, 3)
        mallory = Member(stage)
        mallory.attach()
        grant = mallory.grant(SMALL)
        foe = mallory.greeted(grant)
        foe.until_unchoked()
        foe.raw(b"".join(ranged(wire.REQUEST, 0, i, 200_000) for i in range(1500)))
        code = foe.bye()
        foe.close()
        mallory.close()
    finally:
        stage.people.p2p("ann", "set_limit", "--up", "0")
    expect(code == PROTOCOL, f"1500 open requests got BYE {code}")
    return f"1500 open requests got BYE {code}"
