"""Two people and a tracker, as anybody runs them: encrypted, verified, synced to the disk."""

import os
import subprocess
import time

import ports
from processes import Cost, cpu_seconds, peak_mib
from programs import EXECUTABLES, ROOT, service_pid


def timed(command, **settings):
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, **settings)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return time.monotonic() - began


class People:
    """Ann, who owns the group g, and Bob, who is in it; on programs of another place, where some are named."""

    def __init__(self, place, build, p2p=None, tracker=None, settings=(), log=None):
        self.place = place
        self.build = build
        self.environment = dict(os.environ, P2P_RUN=build)
        self.program = p2p or self.built("p2p")
        info = self.named("info.txt")
        with open(info, "w") as out:
            out.write(f"127.0.0.1:{ports.take()}\n")
        self.tracker = subprocess.Popen(
            [tracker or self.built("tracker"), info, "1", "--data", self.named("data")],
            env=dict(self.environment, **dict(settings)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        line = self.tracker.stdout.readline()
        if " is ready at " not in line:
            raise RuntimeError(f"the tracker did not start: {line}")
        try:
            self.meet(info)
        except BaseException:
            self.close()
            raise

    def meet(self, info):
        for name in ("ann", "bob"):
            self.p2p(name, "up", "--listen", "127.0.0.1:0", "--trackers", info, "--detach")
            self.p2p(name, "create_user", name, "a password")
            self.p2p(name, "login", name, "a password")
        self.p2p("ann", "create_group", "g")
        self.p2p("bob", "join_group", "g")
        self.p2p("ann", "accept_request", "g", "bob")

    def named(self, what):
        return os.path.join(self.place, f"{self.build}-{what}")

    def built(self, which):
        native = os.path.join(ROOT, EXECUTABLES[which])
        return native if self.build == "native" else os.path.join(ROOT, "bin", which)

    def p2p(self, name, *words, **settings):
        return timed([self.program, "--home", self.named(name), *words], env=self.environment, **settings)

    def service(self, name):
        return service_pid(self.named(name))

    def close(self):
        for name in ("ann", "bob"):
            subprocess.run([self.program, "--home", self.named(name), "down"], env=self.environment, capture_output=True)
        self.tracker.communicate("quit\n")


class Programs:
    """One file from Ann's service to Bob's, which run on; the command's own time included."""

    def __init__(self, bench, native, before=None):
        self.bench = bench
        self.build = "native" if native else "jvm"
        self.before = before
        self.name = f"p2p, whole programs, {'native' if native else 'JVM'}{', before' if before else ''}"
        self.people = None

    def missing(self):
        built = self.build == "jvm" or os.path.exists(os.path.join(ROOT, EXECUTABLES["p2p"]))
        return None if built else "a native-image (GRAALVM_HOME)"

    def prepare(self):
        place = os.path.join(self.bench.folder, f"people{'-before' if self.before else ''}")
        os.makedirs(place, exist_ok=True)
        self.people = People(place, self.build, self.before)
        self.people.p2p("ann", "upload_file", self.bench.source, "g")

    def run(self, target):
        file = os.path.basename(self.bench.source)
        services = [self.people.service(name) for name in ("ann", "bob")]
        before = [cpu_seconds(pid) for pid in services]
        seconds = self.people.p2p("bob", "download_file", "g", file, target + "/")
        costs = [Cost(cpu_seconds(pid) - cpu, peak_mib(pid)) for pid, cpu in zip(services, before)]
        self.people.p2p("bob", "stop_share", "g", file)
        return seconds, *costs

    def close(self):
        if self.people:
            self.people.close()
