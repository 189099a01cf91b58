#!/usr/bin/env python3
"""One file over long and lossy links: whole programs, and one stream of iperf3 for comparison, by turns in one run.

    python3 bench/wan.py [DELAY_MS_EACH_WAY LOSS_PERCENT]...

Two network namespaces, joined by what delays, loses and limits, so this wants root. It writes WAN.md where no links
are named. BENCH_MIB (256), BENCH_RATE (bytes a second, 12500000), BENCH_CONGESTION (bbr,cubic), BENCH_LIMIT
(seconds after which a transfer is cut off, and its rate until then counts, 120), P2P_RUN, BENCH_P2P (another p2p
than this folder's)."""

import contextlib
import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import report

ROOT = os.path.dirname(report.HERE)
PACKAGES = {"vde_switch": "vde2", "wirefilter": "vde2", "ip": "iproute2", "iperf3": "iperf3"}
LINKS = [(100, 1), (100, 0), (40, 0)]
SIZE = int(os.environ.get("BENCH_MIB", "256")) << 20
RATE = int(os.environ.get("BENCH_RATE", "12500000"))
CONGESTION = os.environ.get("BENCH_CONGESTION", "bbr,cubic").split(",")
LIMIT = int(os.environ.get("BENCH_LIMIT", "120"))
P2P = os.environ.get("BENCH_P2P", os.path.join(ROOT, "bin", "p2p"))
TRACKER = os.path.join(ROOT, "bin", "tracker")
# The link does not wait for the processor.
AT_ONCE = ["nice", "-n", "-15"]
STREAM_SECONDS = 25
HELD_BACK = 20_000_000
BEGUN = 64 << 10
ALMOST_ALL = 0.995
ANN, BOB = "10.78.0.1", "10.78.0.2"


def missing():
    if os.geteuid() != 0:
        return "This makes network namespaces, and wants root for that."
    wanted = sorted({package for program, package in PACKAGES.items() if not shutil.which(program)})
    return f"This wants, from Debian: apt-get install {' '.join(wanted)}" if wanted else None


def sh(command):
    subprocess.run(command, shell=True, check=True)


class Machines:
    """Ann's and Bob's, and the link between them, which can be made anew."""

    def __init__(self, folder):
        self.folder = folder
        self.names = {who: f"p2p-wan-{who}-{os.getpid()}" for who in ("ann", "bob")}
        self.running = []
        self.filter = None
        for who, address in (("ann", ANN), ("bob", BOB)):
            name = self.names[who]
            sh(f"ip netns add {name}; ip -n {name} link set lo up")
            switch = ["vde_switch", "-s", self.socket(who), "-M", self.socket(who) + "-m", "-tap", f"tap-{who}"]
            self.running.append(self.begin(self.on(who) + AT_ONCE + switch))
            waited(lambda: subprocess.run(
                f"ip -n {name} address add {address}/24 dev tap-{who} && ip -n {name} link set tap-{who} up",
                shell=True, stderr=subprocess.DEVNULL).returncode == 0)

    def socket(self, who):
        return os.path.join(self.folder, "switch-" + who)

    def on(self, who):
        return ["ip", "netns", "exec", self.names[who]]

    @staticmethod
    def begin(command):
        # Both end when their input does.
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def link(self, delay, loss):
        if self.filter:
            self.stop(self.filter)
        command = [*AT_ONCE, "wirefilter", "-v", f"{self.socket('ann')}:{self.socket('bob')}"]
        command += ["-d", str(delay), "-b", str(RATE), "-c", str(HELD_BACK)]
        self.filter = self.begin(command + (["-l", str(loss)] if loss else []))
        # Nobody listens there: refused at once is an answer.
        knock = self.on("bob") + ["timeout", "2", "bash", "-c", f"</dev/tcp/{ANN}/9"]
        waited(lambda: subprocess.run(knock, stderr=subprocess.DEVNULL).returncode == 1)

    def received(self):
        shown = subprocess.run(
            ["ip", "-n", self.names["bob"], "-s", "-j", "link", "show", "tap-bob"],
            capture_output=True, text=True, check=True)
        return json.loads(shown.stdout)[0]["stats64"]["rx"]["bytes"]

    def connections(self):
        """How many carry something, and by which congestion control."""
        shown = subprocess.run(
            self.on("ann") + ["ss", "-Htni", "state", "established", "dst", BOB],
            capture_output=True, text=True, check=True)
        infos = [line.split() for line in shown.stdout.splitlines() if line.startswith(("\t", " "))]
        busy = [words for words in infos if sent(words) > BEGUN]
        return len(busy), ", ".join(sorted({words[0] for words in busy}))

    @staticmethod
    def stop(process):
        process.terminate()
        process.wait()

    def close(self):
        for process in [self.filter, *self.running]:
            if process:
                self.stop(process)
        for name in self.names.values():
            subprocess.run(["ip", "netns", "delete", name], check=False)


def sent(words):
    return next((int(word.split(":")[1]) for word in words if word.startswith("bytes_sent:")), 0)


def waited(condition):
    until = time.monotonic() + 20
    while not condition():
        if time.monotonic() > until:
            raise RuntimeError("the link does not come up")
        time.sleep(0.1)


class Watch(threading.Thread):
    """What arrives meanwhile: how fast in its first second, and over how many connections."""

    def __init__(self, machines):
        super().__init__(daemon=True)
        self.machines = machines
        self.samples = []
        self.connections = (0, "")
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(0.1):
            self.samples.append((time.monotonic(), self.machines.received()))
            if len(self.samples) % 20 == 0:
                self.connections = max(self.connections, self.machines.connections())

    def first_second(self):
        begun = self.reached(BEGUN)
        later = next((s for s in self.samples if s[0] - begun[0] >= 1), self.samples[-1])
        return (later[1] - begun[1]) / max(0.1, later[0] - begun[0])

    def under_way(self):
        """From the first to the last of it, without what comes before and after."""
        begun = self.reached(BEGUN)
        ended = self.reached((self.samples[-1][1] - self.samples[0][1]) * ALMOST_ALL)
        return (ended[1] - begun[1]) / max(0.1, ended[0] - begun[0])

    def reached(self, count):
        first = self.samples[0][1]
        return next((s for s in self.samples if s[1] - first > count), self.samples[-1])


class Result:
    def __init__(self, rate, watch):
        self.rate = rate
        self.watch = watch

    def row(self):
        count, how = self.watch.connections
        rates = (self.rate, self.watch.under_way(), self.watch.first_second())
        return " | ".join(f"{mbit(rate):.1f} Mbit/s" for rate in rates) + f" | {count} ({how})"


def mbit(rate):
    return rate * 8 / 1e6


def watched(machines, transfer):
    watch = Watch(machines)
    watch.start()
    try:
        rate = transfer()
    finally:
        watch.over.set()
        watch.join()
    return Result(rate, watch)


def stream(machines, congestion):
    server = Machines.begin(machines.on("bob") + ["iperf3", "-s", "-1"])
    time.sleep(0.5)

    def run():
        done = subprocess.run(
            machines.on("ann") + ["iperf3", "-J", "-c", BOB, "-t", str(STREAM_SECONDS), "-C", congestion],
            capture_output=True, text=True)
        said = json.loads(done.stdout)
        if "error" in said:
            raise RuntimeError(f"iperf3: {said['error']}")
        return said["end"]["sum_received"]["bits_per_second"] / 8

    try:
        return watched(machines, run)
    finally:
        Machines.stop(server)


class People:
    """Ann, who shares the file, and Bob, who wants it; both with the same congestion control."""

    so_far = 0

    def __init__(self, machines, folder, congestion):
        self.machines = machines
        self.folder = folder
        People.so_far += 1
        self.group = f"g-{People.so_far}"
        self.names = {who: f"{who}-{People.so_far}" for who in ("ann", "bob")}
        for who, address in (("ann", ANN), ("bob", BOB)):
            self.p2p(who, "up", "--listen", f"{address}:7979", "--trackers", os.path.join(folder, "trackers.txt"),
                     *chosen(congestion), "--detach")
            self.p2p(who, "create_user", self.names[who], "a password")
            self.p2p(who, "login", self.names[who], "a password")
        self.p2p("ann", "create_group", self.group)
        self.p2p("bob", "join_group", self.group)
        self.p2p("ann", "accept_request", self.group, self.names["bob"])
        self.p2p("ann", "upload_file", os.path.join(folder, "file"), self.group)

    def command(self, who, *words):
        home = os.path.join(self.folder, self.names[who])
        return [*self.machines.on(who), P2P, "--home", home, *words]

    def p2p(self, who, *words):
        done = subprocess.run(self.command(who, *words), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"p2p {' '.join(words)}: {done.stdout}{done.stderr}")

    def transfer(self):
        target = os.path.join(self.folder, "got")
        os.makedirs(target)
        before, began = self.machines.received(), time.monotonic()
        command = self.command("bob", "download_file", self.group, "file", target + "/")
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            return (self.machines.received() - before) / LIMIT
        seconds = time.monotonic() - began
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        sh(f"cmp {self.folder}/file {target}/file")
        return SIZE / seconds

    def close(self):
        for who in ("bob", "ann"):
            subprocess.run(self.command(who, "down"), stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(os.path.join(self.folder, "got"), ignore_errors=True)
        for who in ("ann", "bob"):
            shutil.rmtree(os.path.join(self.folder, self.names[who]), ignore_errors=True)


def chosen(congestion):
    return ["--congestion", congestion] if "BENCH_P2P" not in os.environ else []


def people(machines, folder, congestion):
    with contextlib.closing(People(machines, folder, congestion)) as both:
        return watched(machines, both.transfer)


def tracker(machines, folder):
    info = os.path.join(folder, "trackers.txt")
    with open(info, "w") as out:
        out.write(f"http://{ANN}:7001\n")
    process = subprocess.Popen(
        [*machines.on("ann"), TRACKER, info, "1", "--data", os.path.join(folder, "data")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if " is ready at " in line:
            return process
    raise RuntimeError("the tracker did not start")


def measure(links, folder):
    results = []
    machines = Machines(folder)
    try:
        machines.link(0, 0)
        process = tracker(machines, folder)
        try:
            for delay, loss in links:
                for congestion in CONGESTION:
                    for name, run in (("one stream of iperf3", lambda: stream(machines, congestion)),
                                      ("p2p", lambda: people(machines, folder, congestion))):
                        machines.link(delay, loss)
                        result = run()
                        results.append((delay, loss, congestion, name, result))
                        print(f"{delay} ms, {loss} %, {congestion}, {name}: {result.row()}", flush=True)
        finally:
            process.communicate("quit\n")
    finally:
        machines.close()
    return results


def write(results):
    lines = [
        "# Long and lossy links",
        "",
        f"Written by `make bench-wan` on {datetime.date.today()}: {SIZE >> 20} MiB from one machine to another by whole"
        f" programs, over a link of {mbit(RATE):.0f} Mbit/s; beside it one stream of iperf3 for {STREAM_SECONDS} s. The"
        f" machines are network namespaces on {os.cpu_count()} cores, the link is `wirefilter`. What takes longer than"
        f" {LIMIT} s is cut off then. The first second is that after the first {BEGUN >> 10} KiB. The time of a p2p"
        " transfer is that of the command, from its start to its end, and *under way* what the link carried from the first"
        " 64 KiB to the last half percent, headers included.",
        "",
        "| each way | lost | congestion control | | rate | under way | first second | connections |",
        "|--:|--:|---|---|--:|--:|--:|---|",
    ]
    for delay, loss, congestion, name, result in results:
        lines.append(f"| {delay} ms | {loss} % | {congestion} | {name} | {result.row()} |")
    with open(os.path.join(report.HERE, "WAN.md"), "w") as out:
        out.write("\n".join(lines) + "\n")


def main():
    reason = missing()
    if reason:
        sys.exit(reason)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended."))
    numbers = sys.argv[1:]
    if len(numbers) % 2:
        sys.exit("Usage: wan.py [DELAY_MS_EACH_WAY LOSS_PERCENT]...")
    links = list(zip(map(int, numbers[::2]), map(float, numbers[1::2]))) or LINKS
    folder = tempfile.mkdtemp(prefix="p2p-wan-")
    try:
        with open(os.path.join(folder, "file"), "wb") as file:
            for _ in range(SIZE >> 20):
                file.write(os.urandom(1 << 20))
        results = measure(links, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not numbers:
        write(results)


if __name__ == "__main__":
    main()
