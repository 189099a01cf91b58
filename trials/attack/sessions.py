"""WebSockets: messages that inflate, lies in a hello, and who is not asked to speak."""

import json
import os
import socket
import struct
import zlib

from asking import connect
from download import Refused
from flood import together
from members import Member, Spoken
from outcome import attack, expect

HUGE = 60 << 20


def upgraded(stage, token, source="127.0.0.74", extension="permessage-deflate"):
    """A raw WebSocket before any hello, and the head of the answer."""
    connection = connect(stage.tracker, source)
    connection.sendall(
        (
            "GET /api/v1/session HTTP/1.1\r\nHost: tracker\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Sec-WebSocket-Extensions: {extension}\r\nAuthorization: Bearer {token}\r\n\r\n"
        ).encode()
    )
    head = b""
    while b"\r\n\r\n" not in head:
        got = connection.recv(4096)
        if not got:
            break
        head += got
    return connection, head.decode()


def framed(payload, first=0xC1):
    """First is the frame's first byte: 0xC1 is a whole, compressed text. Masked with zeros."""
    size = len(payload)
    if size < 126:
        return bytes([first, 0x80 | size, 0, 0, 0, 0]) + payload
    if size < 1 << 16:
        return struct.pack(">BBHI", first, 0xFE, size, 0) + payload
    return struct.pack(">BBQI", first, 0xFF, size, 0) + payload


def is_over(connection):
    connection.settimeout(15)
    try:
        while connection.recv(4096):
            pass
        return True
    except ConnectionError:
        return True
    except socket.timeout:
        return False


def inflating():
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeezed.compress(b'{"type":"hello","x":"' + b"x" * HUGE) + squeezed.flush(zlib.Z_SYNC_FLUSH)[:-4]


@attack
def messages_that_inflate_cost_no_memory_and_nobody_their_session(stage):
    honest = Member(stage)
    session = honest.attach()
    attackers = [stage.user() for _ in range(4)]
    message = inflating()
    before = stage.tracker_mib()

    def send(number):
        connection, head = upgraded(stage, attackers[number % 4].token)
        expect(" 101 " in head, head)
        try:
            connection.sendall(framed(message))
        except ConnectionError:
            pass
        over = is_over(connection)
        connection.close()
        return "permessage-deflate" in head.lower(), over

    got = together(40, send)
    grown = stage.tracker_mib() - before
    expect(not any(taken for taken, _ in got), "the tracker takes compressed messages")
    expect(all(over for _, over in got), f"{sum(not over for _, over in got)} such connections go on")
    expect(grown < 150, f"the tracker grew by {grown:.0f} MiB")
    since = len(session.heard)
    session.say(type="ping")
    expect(session.awaits("pong", since=since), "an honest session does not go on")
    honest.close()
    return f"40 of {len(message) >> 10} KiB for 60 MiB each: ended; the tracker grew by {grown:.0f} MiB"


@attack
def messages_without_end_are_bounded(stage):
    user = stage.user()
    before = stage.tracker_mib()
    ways = {
        "one frame of 100 MiB": struct.pack(">BBQI", 0x81, 0xFF, 100 << 20, 0) + b"x" * (1 << 20),
        "fragments without end": framed(b"x" * 60_000, 0x01) + framed(b"x" * 60_000, 0x00) * 300,
        "pings before a hello": framed(b"x" * 100, 0x89) * 50_000,
        "binary data": framed(os.urandom(1000), 0x82),
        "no JSON": framed(b"hello", 0x81),
        "nested JSON": framed(b"[" * 60_000, 0x81),
        "another message first": framed(b'{"type":"want"}', 0x81),
        "no UTF-8": framed(b"\xff\xfe\xfd", 0x81),
        "a reserved frame": framed(b"x", 0x8B),
    }
    for what, data in ways.items():
        connection, head = upgraded(stage, user.token, extension="none")
        expect(" 101 " in head, head)
        try:
            connection.sendall(data)
        except ConnectionError:
            pass
        over = is_over(connection)
        connection.close()
        expect(over, f"{what}: the connection goes on")
    grown = stage.tracker_mib() - before
    expect(grown < 150, f"the tracker grew by {grown:.0f} MiB")
    return f"{len(ways)} ways ended; the tracker grew by {grown:.0f} MiB"


@attack
def who_says_no_hello_is_ended(stage):
    user = stage.user()
    silent = [upgraded(stage, user.token, extension="none")[0] for _ in range(100)]
    ended = together(100, lambda number: is_over(silent[number]))
    for one in silent:
        one.close()
    expect(all(ended), f"{ended.count(False)} of 100 silent WebSockets of one session go on")
    return "100 of one session ended within 15 s"


def said(stage, member, **hello):
    """What comes of such a hello: welcome, the code of an end, or that the connection was closed."""
    try:
        session = Spoken(stage.tracker, member.api.token, hello.pop("fingerprint", member.key.fingerprint), **hello)
    except (Refused, OSError, TypeError):
        return "closed", None
    end = session.find("ended")
    if end:
        session.close()
        return end["code"], None
    return "welcome", session


@attack
def a_hello_that_lies_gets_nobody_into_trouble(stage):
    stage.shared("small.bin", 3)
    mallory = Member(stage)
    mallory.attach()
    ann = mallory.grant("small.bin")["seeders"][0]["contact"]
    mallory.session.close()
    refused = {
        "another's fingerprint": dict(fingerprint=ann["fingerprint"]),
        "port 0": dict(listen="127.0.0.1:0"),
        "port 65536": dict(listen="127.0.0.1:65536"),
        "no address": dict(listen="\0"),
        "a program of 60,000 letters": dict(program="x" * 60_000),
        "a program with a line": dict(program="a\nb"),
        "no text for a program": dict(program=7),
        "a fingerprint that is none": dict(fingerprint="ab"),
        "another version": dict(version=2),
        "an unknown field": dict(administrator=True),
        "a null": dict(encryption=None),
    }
    answers = {}
    for what, hello in refused.items():
        answers[what], session = said(stage, mallory, **hello)
        if session:
            session.close()
    granted = [what for what, code in answers.items() if code == "welcome"]
    expect(not granted, f"welcome with {', '.join(granted)}")
    expect(answers["another's fingerprint"] == "fingerprint-taken", f"{answers}")
    expect(stage.status("ann")["tracker"], "Ann has lost her session by it")
    mallory.close()
    return f"{len(refused)} refused: {', '.join(sorted(set(answers.values())))}; Ann's session stands"


class Listener:
    """Counts who connects to a port of this machine."""

    def __init__(self, host="127.0.0.1"):
        self.socket = socket.create_server((host, 0))
        self.socket.settimeout(0.2)
        self.address = "%s:%d" % self.socket.getsockname()[:2]

    def count(self):
        seen = 0
        try:
            while True:
                self.socket.accept()[0].close()
                seen += 1
        except OSError:
            return seen

    def close(self):
        self.socket.close()


@attack
def a_hello_makes_the_tracker_connect_to_nobody_else(stage):
    """On one machine all addresses are one's own, so these come from elsewhere, as a proxy says."""
    stage.start_proxied()
    victim = Listener()
    mallory = Member(stage)
    port = victim.address.rpartition(":")[2]
    away = mallory.api.token + "\r\nX-Forwarded-For: 203.0.113.66"
    wrong = []
    for listen in (victim.address, f"localhost:{port}", f"[::ffff:127.0.0.1]:{port}", "192.0.2.1:7979", "0.0.0.0:1"):
        session = Spoken(stage.proxied, away, mallory.key.fingerprint, listen=listen)
        reachability = session.awaits("reachability", 15)
        if not reachability or reachability["reachable"] or not reachability["reason"].endswith("."):
            wrong.append(f"{listen}: {reachability}")
        session.close()
    touched = victim.count()
    victim.close()
    mallory.close()
    expect(touched == 0, f"the tracker connected to another's address {touched} times")
    expect(not wrong, "; ".join(wrong))
    return "five addresses of others: none reachable, a sentence for each, and no connection to them"


@attack
def who_has_not_the_key_is_not_reached(stage):
    own = Listener()
    mallory = Member(stage)
    code, session = said(stage, mallory, listen=own.address)
    expect(session, f"the hello got {code}")
    reachability = session.awaits("reachability", 15)
    knocked = own.count()
    session.close()
    own.close()
    mallory.close()
    expect(reachability and not reachability["reachable"], f"{reachability}")
    return f"the tracker connected {knocked} times to where somebody listens without the key: {reachability['reason']}"


@attack
def a_hello_is_said_a_bounded_number_of_times(stage):
    own = Listener()
    mallory = Member(stage)
    ended = 0
    for _ in range(40):
        code, session = said(stage, mallory, listen=own.address)
        ended += session is None
        if session:
            session.close()
    knocked = own.count()
    own.close()
    mallory.close()
    expect(knocked <= 20, f"forty hellos made the tracker connect {knocked} times")
    return f"forty hellos made the tracker connect {knocked} times"


@attack
def session_messages_that_are_none_end_the_session_alone(stage):
    member = Member(stage)
    grant = {"group": "g", "file": "small.bin", "id": "ab" * 32}
    wrong = [
        {"type": "welcome"},
        {"type": "want"},
        {"type": "want", "file": {**grant, "id": "AB" * 32}},
        {"type": "want", "file": {**grant, "more": 1}},
        {"type": "serve", "files": [None]},
        {"type": "addresses", "addresses": ["127.0.0.1:70000"]},
        {"type": "addresses", "addresses": ["127.0.0.1:7000"] * 65},
        {"type": "punch", "file": grant, "fingerprint": "ab" * 32, "ports": [80]},
        {"type": "punch", "file": grant, "fingerprint": "ab" * 32, "ports": []},
        {"type": "punch-ready", "pass": "AAAA", "ports": [2000, 2001, 2002, 2003, 2004]},
        {"type": "meet", "file": grant, "fingerprint": "zz"},
        {"type": "ack", "messages": -1},
        {"type": "ack", "messages": 2**63},
        {"type": "hello", "version": 1},
        {"type": "report", "file": grant, "fingerprint": "ab" * 32, "reason": "x" * 1025},
    ]
    for message in wrong:
        code, session = said(stage, member)
        expect(session, f"an honest hello got {code}")
        session.frame(1, json.dumps(message).encode())
        end = session.awaits("ended", 10)
        session.close()
        expect(end and end["code"] == "bad-message", f"{json.dumps(message)[:80]} got {end}")
        expect(end["reason"].endswith("."), f"{end}")
    member.close()
    return f"{len(wrong)} messages ended with bad-message and a sentence"
