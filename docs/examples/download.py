#!/usr/bin/env python3
"""Downloads a file of a group as docs/protocol.md says, with nothing of this project.

    python3 docs/examples/download.py http://127.0.0.1:7001 NAME GROUP FILE TARGET <password

It logs in as a peer that nobody can reach, so that it serves nothing, fetches the file from the seeders
that the tracker names, one after the other, and checks every piece. It wants Python 3.9 and openssl.
"""

import base64
import contextlib
import hashlib
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request

HELLO, WELCOME, REQUEST, DATA, HAVE, CANCEL, CHOKE, UNCHOKE, TICKET, BYE, PING = range(1, 12)
RANGE = 1 << 18
MOST_OPEN = 64


class Refused(Exception):
    """What somebody did not do, as a sentence."""


class Tracker:
    """The REST API of one tracker."""

    def __init__(self, url):
        self.url = url.rstrip("/") + "/api/v1"
        self.token = None

    def ask(self, method, path, body=None):
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, data, timeout=30) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as problem:
            raise Refused(json.loads(problem.read())["detail"]) from None

    def log_in(self, name, password):
        wanted = {"name": name, "password": password, "takeover": False}
        self.token = self.ask("POST", "/sessions", wanted)["token"]

    def log_out(self):
        self.ask("DELETE", "/sessions/current")


class Session:
    """The WebSocket to a tracker: answers its pings and acknowledges what it says."""

    def __init__(self, tracker, fingerprint):
        host, port = tracker.url.split("//")[1].split("/")[0].rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=15)
        self.input = self.socket.makefile("rb")
        self.writing = threading.Lock()
        self.welcomed = threading.Event()
        self.ended = None
        self.upgrade(host, port, tracker.token)
        own = self.socket.getsockname()[0]
        self.say(
            type="hello",
            version=1,
            program="download.py",
            listen=f"{own}:9",
            fingerprint=fingerprint,
            encryption="on",
        )
        threading.Thread(target=self.listen, daemon=True).start()
        self.pinger = threading.Thread(target=self.ping, daemon=True)
        self.over = threading.Event()
        self.pinger.start()
        if not self.welcomed.wait(15):
            raise Refused(self.ended or "The tracker does not welcome this peer.")

    def upgrade(self, host, port, token):
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            f"GET /api/v1/session HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Authorization: Bearer {token}\r\n\r\n"
        )
        self.socket.sendall(head.encode())
        status = self.input.readline()
        while self.input.readline() not in (b"\r\n", b""):
            pass
        if b" 101 " not in status:
            raise Refused("The tracker answers " + status.decode().strip())

    def say(self, **message):
        self.frame(1, json.dumps(message).encode())

    def frame(self, opcode, payload):
        mask = os.urandom(4)
        size = len(payload)
        head = bytes([0x80 | opcode])
        head += bytes([0x80 | size]) if size < 126 else struct.pack(">BH", 0xFE, size)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        with self.writing:
            self.socket.sendall(head + mask + masked)

    def listen(self):
        text = b""
        try:
            while True:
                first, second = self.input.read(2)
                size = second & 0x7F
                if size == 126:
                    (size,) = struct.unpack(">H", self.input.read(2))
                elif size == 127:
                    (size,) = struct.unpack(">Q", self.input.read(8))
                payload = self.input.read(size)
                if first & 0x0F == 8:
                    return
                if first & 0x0F == 9:
                    self.frame(10, payload)
                elif first & 0x0F in (0, 1):
                    text += payload
                    if first & 0x80:
                        self.hear(json.loads(text))
                        text = b""
        except (OSError, ValueError):
            return

    def hear(self, message):
        kind = message["type"]
        if kind == "ping":
            self.say(type="pong")
        elif kind not in ("pong", "ack"):
            self.say(type="ack", messages=1)
        if kind == "welcome":
            self.welcomed.set()
        elif kind == "ended":
            self.ended = message["reason"]

    def ping(self):
        with contextlib.suppress(OSError):
            while not self.over.wait(5):
                self.say(type="ping")

    def close(self):
        self.over.set()
        self.socket.close()


class Seeder:
    """A connection to somebody who has some of the file."""

    def __init__(self, contact, certificate, key):
        host, port = contact["address"].rsplit(":", 1)
        self.socket = socket.create_connection((host.strip("[]"), int(port)), timeout=15)
        if contact["encryption"] != "on":
            raise Refused("The seeder does not encrypt what it sends.")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket)
        shown = hashlib.sha256(self.socket.getpeercert(True)).hexdigest()
        if shown != contact["fingerprint"]:
            self.send(BYE, struct.pack(">H", 0) + b"Another peer answers at this address.")
            raise Refused("Another peer answers at the seeder's address.")
        self.input = self.socket.makefile("rb")

    def send(self, kind, body=b""):
        self.socket.sendall(struct.pack(">IB", 1 + len(body), kind) + body)

    def receive(self):
        (length,) = struct.unpack(">I", self.input.read(4))
        frame = self.input.read(length)
        if frame[0] == BYE:
            raise Refused("The seeder says goodbye: " + frame[3:].decode())
        return frame[0], frame[1:]

    def greet(self, file_id, ticket):
        self.send(HELLO, b"P2PW" + struct.pack(">H", 1) + bytes.fromhex(file_id) + ticket)
        kind, body = self.receive()
        version, pieces = struct.unpack(">HI", body[:6])
        if kind != WELCOME or version != 1:
            raise Refused("The seeder speaks another version.")
        return {i for i in range(pieces) if body[6 + i // 8] >> i % 8 & 1}

    def pieces(self, manifest, wanted, has):
        """Yields the pieces that are wanted, as far as the seeder has them, with their bytes."""
        unchoked = False
        left = sorted(wanted & has)
        ranges = []
        open_ranges = {}
        buffers = {}
        while left or ranges or open_ranges:
            while unchoked and len(open_ranges) < MOST_OPEN and (ranges or left):
                if not ranges:
                    piece = left.pop(0)
                    size = manifest.length(piece)
                    buffers[piece] = [bytearray(size), size]
                    ranges = [(piece, at, min(RANGE, size - at)) for at in range(0, size, RANGE)]
                asked = ranges.pop(0)
                open_ranges[asked[:2]] = asked
                self.send(REQUEST, struct.pack(">III", *asked))
            kind, body = self.receive()
            if kind == UNCHOKE:
                unchoked = True
            elif kind == CHOKE:
                unchoked = False
                ranges = list(open_ranges.values()) + ranges
                open_ranges = {}
            elif kind == DATA:
                piece, offset = struct.unpack(">II", body[:8])
                data = body[8:]
                buffer = buffers[piece]
                buffer[0][offset : offset + len(data)] = data
                buffer[1] -= len(data)
                self.close_range(open_ranges, piece, offset + len(data))
                if buffer[1] == 0:
                    yield piece, bytes(buffers.pop(piece)[0])

    @staticmethod
    def close_range(open_ranges, piece, end):
        for key, (of, offset, length) in list(open_ranges.items()):
            if of == piece and offset + length == end:
                del open_ranges[key]

    def leave(self):
        with contextlib.suppress(OSError):
            self.send(BYE, struct.pack(">H", 0) + b"The download is complete.")
            self.socket.close()


class Manifest:
    """What the bytes have to be."""

    def __init__(self, given):
        if "folder" in given:
            raise Refused("This example downloads files, and no folders.")
        self.size = given["size"]
        self.piece_size = given["pieceSize"]
        self.algorithm = given["algorithm"].replace("-", "")
        self.hashes = base64.b64decode(given["pieceHashes"])
        self.file_hash = base64.b64decode(given["fileHash"])

    def count(self):
        return -(-self.size // self.piece_size)

    def length(self, piece):
        return min(self.piece_size, self.size - piece * self.piece_size)

    def digest(self, data=b""):
        return hashlib.new(self.algorithm, data)

    def is_piece(self, piece, data):
        size = self.digest().digest_size
        return self.digest(data).digest() == self.hashes[piece * size : (piece + 1) * size]

    def id(self):
        number = {"sha256": 1, "sha1": 2}[self.algorithm]
        head = struct.pack(">BQI", number, self.size, self.piece_size)
        return hashlib.sha256(b"p2p file 1\n" + head + self.hashes).hexdigest()


def own_certificate(folder):
    certificate, key = os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        + ["-nodes", "-subj", "/CN=peer", "-days", "30", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    with open(certificate, encoding="ascii") as file:
        der = ssl.PEM_cert_to_DER_cert(file.read())
    return certificate, key, hashlib.sha256(der).hexdigest()


def fetch(grant, certificate, key, out):
    manifest = Manifest(grant["manifest"])
    if manifest.id() != grant["id"]:
        raise Refused("The tracker's description of the file contradicts itself.")
    missing = set(range(manifest.count()))
    out.truncate(manifest.size)
    trouble = "Nobody who has the file is there."
    for seeder in grant["seeders"]:
        if not missing:
            break
        try:
            connection = Seeder(seeder["contact"], certificate, key)
            has = connection.greet(grant["id"], base64.b64decode(grant["ticket"]))
            for piece, data in connection.pieces(manifest, missing, has):
                if not manifest.is_piece(piece, data):
                    raise Refused(f"{seeder['user']} sends wrong bytes.")
                out.seek(piece * manifest.piece_size)
                out.write(data)
                missing.discard(piece)
            connection.leave()
        except (OSError, struct.error, Refused) as why:
            trouble = str(why)
    if missing:
        raise Refused(trouble)
    whole = manifest.digest()
    out.seek(0)
    while block := out.read(1 << 20):
        whole.update(block)
    if whole.digest() != manifest.file_hash:
        raise Refused("The whole file is not what the tracker says.")


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    url, name, group, file, target = sys.argv[1:]
    tracker = Tracker(url)
    tracker.log_in(name, sys.stdin.readline().rstrip("\n"))
    try:
        with tempfile.TemporaryDirectory() as folder:
            certificate, key, fingerprint = own_certificate(folder)
            session = Session(tracker, fingerprint)
            grant = tracker.ask("POST", f"/groups/{group}/downloads", {"file": file})
            with open(target, "xb+") as out:
                fetch(grant, certificate, key, out)
            session.close()
            print(f"Downloaded {file}: {grant['manifest']['size']} bytes, version {grant['version']}.")
    finally:
        tracker.log_out()


if __name__ == "__main__":
    try:
        main()
    except (Refused, OSError) as why:
        sys.exit(f"download.py: {why}")
