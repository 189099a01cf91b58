"""Members who speak the session and the wire as they like, on the documented client's own code."""

import base64
import contextlib
import ssl
import struct
import tempfile
import threading

from asking import connect
from download import BYE, HELLO, UNCHOKE, WELCOME, Seeder, Session, Tracker, own_certificate

PROTOCOL, VERSION, TICKET, REVOKED, BUSY, SILENT = 1, 2, 3, 5, 6, 7
MAGIC = b"P2PW"


class Spoken(Session):
    """A session whose hello says what is wanted, and that keeps what it hears."""

    def __init__(self, address, token, fingerprint, **hello):
        self.lies = hello
        self.heard = []
        self.news = threading.Condition()
        tracker = Tracker("http://%s:%d" % address)
        tracker.token = token
        super().__init__(tracker, fingerprint)

    def say(self, **message):
        if message["type"] == "hello":
            message.update(self.lies)
        super().say(**message)

    def hear(self, message):
        with contextlib.suppress(OSError):
            super().hear(message)
        with self.news:
            self.heard.append(message)
            self.news.notify_all()
        if message["type"] == "ended":
            self.welcomed.set()

    def find(self, kind, since=0):
        return next((one for one in self.heard[since:] if one["type"] == kind), None)

    def awaits(self, kind, seconds=20, since=0):
        """The message of that kind, or nothing."""
        with self.news:
            self.news.wait_for(lambda: self.find(kind, since), seconds)
            return self.find(kind, since)

    def serves(self, *files):
        self.say(type="serve", files=[{"file": one, "complete": True, "shared": False} for one in files])


class Key:
    """A certificate of one's own, and what can be proved with it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="p2p-attack-key-")
        self.certificate, self.key, self.fingerprint = own_certificate(self.folder.name)

    def context(self, server=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        if not server:
            context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.load_cert_chain(self.certificate, self.key)
        return context


class Member:
    """Somebody in Ann's group who has a key, and a session when it is asked for."""

    def __init__(self, stage, group="g", source="127.0.0.1"):
        self.stage = stage
        self.group = group
        self.api = stage.member(group, source)
        self.name = self.api.name
        self.key = Key()
        self.session = None

    def attach(self, **hello):
        self.session = Spoken(self.stage.tracker, self.api.token, self.key.fingerprint, **hello)
        return self.session

    def grant(self, file):
        return self.api.done("POST", f"/groups/{self.group}/downloads", {"file": file})

    def foe(self, grant, source="127.0.0.66"):
        """A connection to the first who has it."""
        return Foe(grant["seeders"][0]["contact"], self.key, source)

    def greeted(self, grant, source="127.0.0.66"):
        foe = self.foe(grant, source)
        foe.hello(grant["id"], base64.b64decode(grant["ticket"]))
        foe.welcome = foe.receive()
        if foe.welcome[0] != WELCOME:
            raise RuntimeError(f"no welcome but {foe.welcome[0]} {foe.welcome[1][:80]!r}")
        return foe

    def close(self):
        if self.session:
            self.session.close()
        self.api.close()


class Foe(Seeder):
    """A connection to a seeder on which anything may be said."""

    def __init__(self, contact, key, source):
        host, port = contact["address"].rsplit(":", 1)
        plain = connect((host.strip("[]"), int(port)), source, 20)
        self.socket = key.context().wrap_socket(plain)
        self.input = self.socket.makefile("rb")

    def raw(self, data):
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            self.socket.sendall(data)

    def hello(self, file_id, ticket, version=1, magic=MAGIC, more=b""):
        self.raw(frame(HELLO, magic + struct.pack(">H", version) + bytes.fromhex(file_id) + ticket + more))

    def receive(self):
        """The next frame; BYE with nothing where the connection is over without one."""
        try:
            (length,) = struct.unpack(">I", self.input.read(4))
            got = self.input.read(length)
            return got[0], got[1:]
        except (struct.error, ConnectionError, ssl.SSLError, IndexError):
            return BYE, b""

    def bye(self):
        """The code of the goodbye, or None where there was none."""
        kind, body = self.receive()
        while kind != BYE:
            kind, body = self.receive()
        return struct.unpack(">H", body[:2])[0] if body else None

    def until_unchoked(self):
        kind = None
        while kind not in (UNCHOKE, BYE):
            kind, _ = self.receive()
        return kind == UNCHOKE

    def close(self):
        self.socket.close()


def frame(kind, body=b""):
    return struct.pack(">IB", 1 + len(body), kind) + body
