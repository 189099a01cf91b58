"""Who has no business at a relay, and a third between two who have."""

import base64
import struct
import subprocess
import time

from asking import connect
from members import Key, Spoken
from outcome import attack, expect
from stage import PASSWORD

MAGIC = b"P2PR\x01"


def pass_frame(sealed):
    return MAGIC + struct.pack(">H", len(sealed)) + sealed


def is_closed(connection, seconds):
    connection.settimeout(seconds)
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


@attack
def who_has_no_pass_is_sent_away_from_the_relay(stage):
    said = {
        "another magic": b"GET / HTTP/1.1\r\n\r\n",
        "another version": b"P2PR\x02\0\x10" + bytes(16),
        "a pass of zeros": pass_frame(bytes(100)),
        "no pass": pass_frame(b""),
        "more than a pass may have": pass_frame(bytes(513)),
        "noise": bytes(range(256)) * 20,
        "half a pass": pass_frame(bytes(100))[:30],
        "nothing": b"",
    }
    for what, data in said.items():
        with connect(stage.relay, "127.0.0.75") as connection:
            connection.sendall(data)
            expect(is_closed(connection, 20), f"{what} is borne for twenty seconds")
    many = [connect(stage.relay, f"127.0.10.{i % 200 + 1}") for i in range(500)]
    began = time.monotonic()
    open_ones = sum(not is_closed(one, 20) for one in many)
    for one in many:
        one.close()
    expect(open_ones == 0, f"{open_ones} of 500 silent connections stay")
    return f"{len(said)} kinds closed, and 500 silent ones within {time.monotonic() - began:.0f} s"


class Proved:
    """Somebody in Ann's group whose log-in proves the key, as meeting at a relay wants."""

    def __init__(self, stage, **hello):
        self.key = Key()
        self.name = stage.name()
        caller = stage.caller()
        caller.done("POST", "/accounts", {"name": self.name, "password": PASSWORD})
        now = caller.done("GET", "/time")["now"]
        caller.token = caller.done("POST", "/sessions", self.log_in(now))["token"]
        caller.done("POST", "/groups/g/requests")
        stage.people.p2p("ann", "accept_request", "g", self.name)
        self.api = caller
        self.session = Spoken(stage.tracker, caller.token, self.key.fingerprint, **hello)

    def log_in(self, now):
        seconds, _, fraction = now.rstrip("Z").partition(".")
        whole = int(time.mktime(time.strptime(seconds, "%Y-%m-%dT%H:%M:%S"))) - time.timezone
        millis = whole * 1000 + int((fraction + "000")[:3])
        signed = f"p2p login 1\n{self.name}\n{millis}\n\n".encode()
        sign = ["openssl", "dgst", "-sha256", "-sign", self.key.key]
        signature = subprocess.run(sign, input=signed, check=True, capture_output=True).stdout
        der = subprocess.run(
            ["openssl", "x509", "-in", self.key.certificate, "-outform", "DER"], check=True, capture_output=True
        ).stdout
        proof = {"certificate": base64.b64encode(der).decode(), "signature": base64.b64encode(signature).decode()}
        return {"name": self.name, "password": PASSWORD, "device": self.key.fingerprint, "at": now, "proof": proof}

    def close(self):
        self.session.close()
        self.api.close()


@attack
def nobody_joins_two_who_meet_at_a_relay(stage):
    stage.shared("small.bin", 3)
    seeder = Proved(stage, listen="127.0.0.1:1024")
    reachability = seeder.session.awaits("reachability")
    expect(reachability and reachability.get("relay"), f"no relay is told of: {reachability}")
    seeder.session.say(type="relayable")
    grant = seeder.api.done("POST", "/groups/g/downloads", {"file": "small.bin"})
    file = {"group": "g", "file": "small.bin", "id": grant["id"]}
    seeder.session.serves(file)
    downloader = Proved(stage)
    downloader.session.say(type="want", file=file)
    named = downloader.session.awaits("relayed-seeders") or downloader.session.awaits("relayed-joined", 5)
    expect(named, "the seeder is not named as relayed")
    downloader.session.say(type="meet", file=file, fingerprint=seeder.key.fingerprint)
    way, dial = downloader.session.awaits("way"), seeder.session.awaits("dial")
    expect(way and dial, f"no way: {downloader.session.find('no-way')}")
    passes = [base64.b64decode(one["pass"]) for one in (way, dial)]
    forged = [bytes([sealed[0]]) + bytes([sealed[1] ^ 1]) + sealed[2:] for sealed in passes]
    for sealed in forged + [passes[0][:-1], passes[0] + b"x"]:
        with connect(stage.relay) as third:
            third.sendall(pass_frame(sealed))
            expect(is_closed(third, 15), "a forged pass is borne")
    two = [connect(stage.relay) for _ in passes]
    for one, sealed in zip(two, passes):
        one.sendall(pass_frame(sealed))
    two[0].sendall(b"to the seeder")
    two[1].sendall(b"to the other")
    expect(two[1].recv(13) == b"to the seeder" and two[0].recv(12) == b"to the other", "the two do not meet")
    for sealed in passes:
        with connect(stage.relay) as third:
            third.sendall(pass_frame(sealed) + b"from a third")
            expect(is_closed(third, 15), "a copied pass is borne as a third")
    two[0].settimeout(12)
    try:
        heard = two[0].recv(100)
    except TimeoutError:
        heard = None
    expect(heard is None, f"one of the two heard {heard!r}")
    two[0].sendall(b"still")
    expect(two[1].recv(5) == b"still", "the two are parted")
    stage.people.p2p("ann", "remove_member", "g", downloader.name)
    began = time.monotonic()
    expect(is_closed(two[1], 10), "the pair stands though one was removed")
    cut = time.monotonic() - began
    for one in (*two, seeder, downloader):
        one.close()
    return f"forged, cut and copied passes closed; the two go on after 12 s of silence; cut {cut:.2f} s after a removal"
