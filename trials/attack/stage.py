"""A tracker, two people with services, and those who attack them: all on loopback, in a folder of its own."""

import contextlib
import filecmp
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path += [os.path.join(ROOT, "bench"), os.path.join(ROOT, "docs", "examples")]

import ports  # noqa: E402
from asking import Caller  # noqa: E402
from outcome import expect  # noqa: E402
from people import People  # noqa: E402
from processes import end  # noqa: E402
from programs import resident  # noqa: E402

P2P = os.environ.get("ATTACK_P2P", os.path.join(ROOT, "bin", "p2p"))
TRACKER = os.environ.get("ATTACK_TRACKER", os.path.join(ROOT, "bin", "tracker"))
PASSWORD = "a password"
PROXY = "127.0.0.9"
TROUBLE = re.compile(r"^\s+at |^\tat | ERROR |Exception")


def end_all(place):
    """Ends whatever still runs on this place, as a service that did not hear of its end."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            with open(f"/proc/{pid}/cmdline") as line:
                if place in line.read() and int(pid) != os.getpid():
                    os.kill(int(pid), signal.SIGTERM)


class Stage:
    """Ann owns the group g and Bob is in it; tracker 2, on the same data, is behind proxies at 127.0.0.9 and 127.0.0.1."""

    def __init__(self):
        self.place = tempfile.mkdtemp(prefix="p2p-attack-")
        self.numbers = itertools.count(1)
        self.log = open(os.path.join(self.place, "trackers.log"), "a")
        self.logged = open(self.log.name)
        self.relay = ("127.0.0.1", ports.take())
        settings = dict(P2P_RELAY="on", P2P_RELAY_PORT=str(self.relay[1]))
        try:
            self.people = People(self.place, "built", P2P, TRACKER, settings, self.log)
        except BaseException:
            end_all(self.place)
            shutil.rmtree(self.place, ignore_errors=True)
            raise
        with open(self.people.named("info.txt")) as info:
            self.tracker = self._address(info.read())
        self.second = None
        self.proxied = None

    @staticmethod
    def _address(line):
        host, port = line.split()[0].rsplit(":", 1)
        return host, int(port)

    def start_proxied(self):
        """A tracker that believes what these two addresses say of where clients are."""
        if self.second:
            return
        self.proxied = ("127.0.0.1", ports.take())
        info = self.people.named("both.txt")
        with open(info, "w") as out:
            out.write("".join("%s:%d\n" % at for at in (self.tracker, self.proxied)))
        self.second = subprocess.Popen(
            [TRACKER, info, "2", "--data", self.people.named("data")],
            env=dict(self.people.environment, P2P_TRUSTED_PROXIES=PROXY + ",127.0.0.1"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        line = self.second.stdout.readline()
        if " is ready at " not in line:
            raise RuntimeError(f"the second tracker did not start: {line}")

    def caller(self, source="127.0.0.1", token=None):
        return Caller(self.tracker, source, token)

    def name(self, kind="user"):
        return f"{kind}{next(self.numbers)}"

    def user(self, name=None, source="127.0.0.1", **login):
        """Somebody new, logged in, without a service."""
        name = name or self.name()
        caller = self.caller(source)
        caller.done("POST", "/accounts", {"name": name, "password": PASSWORD})
        caller.token = caller.done(
            "POST", "/sessions", {"name": name, "password": PASSWORD, **login}
        )["token"]
        caller.name = name
        return caller

    def member(self, group="g", source="127.0.0.1"):
        """Somebody new in Ann's group, whom she let in."""
        caller = self.user(source=source)
        caller.done("POST", f"/groups/{group}/requests")
        self.people.p2p("ann", "accept_request", group, caller.name)
        return caller

    def shared(self, name, mib):
        """A file of Ann's, of random bytes; where it lies."""
        path = os.path.join(self.place, name)
        if not os.path.exists(path):
            with open(path, "wb") as out:
                out.write(os.urandom(int(mib * (1 << 20))))
            self.people.p2p("ann", "upload_file", path, "g")
        return path

    def downloaded(self, name, timeout=120):
        """How long Bob took for it; its bytes are compared."""
        folder = tempfile.mkdtemp(dir=self.place)
        seconds = self.people.p2p("bob", "download_file", "g", name, folder + "/", timeout=timeout)
        same = filecmp.cmp(os.path.join(self.place, name), os.path.join(folder, name), shallow=False)
        expect(same, f"what Bob got of {name} is not what Ann shares")
        self.people.p2p("bob", "stop_share", "g", name)
        shutil.rmtree(folder)
        return seconds

    def status(self, name):
        command = [self.people.program, "--home", self.people.named(name), "status", "--json"]
        done = subprocess.run(command, env=self.people.environment, capture_output=True, text=True)
        return json.loads(done.stdout)

    def tracker_mib(self):
        return resident(self.people.tracker.pid)

    def service_mib(self, name):
        return resident(self.people.service(name))

    def forget_logs(self):
        self.logged.seek(0, os.SEEK_END)

    def expect_quiet_logs(self):
        """No tracker has logged an error or a trace since it was asked last."""
        trouble = [line.rstrip() for line in self.logged.readlines() if TROUBLE.search(line)]
        expect(not trouble, f"in a tracker's log: {' / '.join(trouble[:3])}")

    def close(self):
        try:
            if self.second:
                end(self.second)
            self.people.close()
        finally:
            end(self.people.tracker)
            end_all(self.place)
            self.log.close()
            self.logged.close()
            shutil.rmtree(self.place, ignore_errors=True)
