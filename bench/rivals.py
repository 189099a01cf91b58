"""Other programs that move a file: each answers (seconds, seeder's cost, downloader's cost)."""

import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.parse

import ports
from processes import Cost, Peer, cpu_seconds, end, peak_mib, run_to_end

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"


def wait_for_port(port):
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)


def has_libtorrent():
    return (
        os.path.exists(PYTHON)
        and subprocess.run([PYTHON, "-c", "import libtorrent"], capture_output=True).returncode == 0
    )


def transfer(seeder_command, fetcher_command, log):
    """One peer to one peer, for all that speak in lines."""
    seeder = Peer(seeder_command, log)
    try:
        port = seeder.expect("ready")[0]
        fetcher = Peer(fetcher_command, log)
        try:
            fetcher.expect("ready")
            seeder.begin()
            fetcher.begin()
            began = time.monotonic()
            fetcher.tell(f"go {port}")
            fetcher.expect("done")
            return time.monotonic() - began, seeder.cost(), fetcher.cost()
        finally:
            fetcher.end()
    finally:
        seeder.end()


class Libtorrent:
    name = "libtorrent"

    def __init__(self, bench):
        self.bench = bench
        self.torrent = os.path.join(bench.folder, "libtorrent.torrent")

    def missing(self):
        return None if has_libtorrent() else "python3-libtorrent"

    def prepare(self):
        make_torrent(self.bench.source, self.torrent)

    def command(self, role, folder, rate=0):
        script = os.path.join(HERE, "libtorrent_peer.py")
        return [PYTHON, script, role, self.torrent, folder, str(rate)]

    def run(self, target):
        folder = os.path.dirname(self.bench.source)
        return transfer(
            self.command("seed", folder), self.command("fetch", target), self.bench.log
        )


def make_torrent(source, torrent):
    script = os.path.join(HERE, "libtorrent_peer.py")
    subprocess.run([PYTHON, script, "make", source, torrent], check=True)


class Aria2:
    """BitTorrent from one aria2c to another; they find each other through a tracker of one line."""

    name = "aria2 (BitTorrent)"

    def __init__(self, bench):
        self.bench = bench
        self.torrent = os.path.join(bench.folder, "aria2.torrent")

    def missing(self):
        if not shutil.which("aria2c"):
            return "aria2"
        return None if has_libtorrent() else "python3-libtorrent, to make aria2's torrent"

    def prepare(self):
        make_torrent(self.bench.source, self.torrent)

    def command(self, folder, port, tracker, *more):
        return [
            "aria2c",
            "--no-conf",
            "--quiet",
            "--enable-dht=false",
            "--enable-dht6=false",
            "--bt-enable-lpd=false",
            "--enable-peer-exchange=false",
            "--disable-ipv6=true",
            "--interface=127.0.0.1",
            "--file-allocation=none",
            f"--listen-port={port}",
            f"--bt-tracker=http://127.0.0.1:{tracker}/announce",
            f"--dir={folder}",
            *more,
            self.torrent,
        ]

    def run(self, target):
        port = ports.take()
        tracker = one_line_tracker(port)
        folder = os.path.dirname(self.bench.source)
        seeder = subprocess.Popen(
            self.command(
                folder, port, tracker.server_port, "--seed-ratio=0", "--bt-seed-unverified=true"
            ),
            stdout=self.bench.log,
            stderr=self.bench.log,
        )
        try:
            tracker.announced.wait(30)
            wait_for_port(port)
            before = cpu_seconds(seeder.pid)
            fetch = self.command(target, ports.take(), tracker.server_port, "--seed-time=0")
            seconds, cost = run_to_end([fetch], self.bench.log)
            seeder_cost = Cost(cpu_seconds(seeder.pid) - before, peak_mib(seeder.pid))
            return seconds, seeder_cost, cost
        finally:
            end(seeder)
            tracker.shutdown()
            tracker.server_close()


def one_line_tracker(seeder_port):
    """An HTTP tracker that names the seeder to everybody."""

    class Announce(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            peer = b"\x7f\x00\x00\x01" + seeder_port.to_bytes(2, "big")
            asked_by = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
            if asked_by.get("port") == [str(seeder_port)]:
                peer = b""
                server.announced.set()
            body = b"d8:intervali600e5:peers%d:%se" % (len(peer), peer)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Announce)
    server.announced = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Nginx:
    """The floor: no protocol to speak of, and nothing can be resumed or shared on."""

    name = "nginx, curl, tee and openssl"

    def __init__(self, bench):
        self.bench = bench
        self.home = os.path.join(bench.folder, "nginx")

    def missing(self):
        absent = [tool for tool in ("nginx", "curl", "openssl") if not find(tool)]
        return ", ".join(absent) or None

    def prepare(self):
        os.makedirs(self.home, exist_ok=True)

    def run(self, target):
        port = ports.take()
        config = os.path.join(self.home, "nginx.conf")
        with open(config, "w") as out:
            out.write(
                f"""
                daemon off; worker_processes 1; pid {self.home}/pid; error_log {self.home}/errors;
                {"user root;" if os.geteuid() == 0 else ""}
                events {{ worker_connections 64; }}
                http {{
                  access_log off; sendfile on; tcp_nopush on; sendfile_max_chunk 4m;
                  client_body_temp_path {self.home}/a; proxy_temp_path {self.home}/b;
                  fastcgi_temp_path {self.home}/c; uwsgi_temp_path {self.home}/d;
                  scgi_temp_path {self.home}/e;
                  server {{ listen 127.0.0.1:{port}; root {os.path.dirname(self.bench.source)}; }}
                }}"""
            )
        server = subprocess.Popen(
            [find("nginx"), "-p", self.home, "-c", config],
            stdout=self.bench.log,
            stderr=self.bench.log,
        )
        try:
            wait_for_port(port)
            worker = children(server.pid)[0]
            before = cpu_seconds(worker)
            name = os.path.basename(self.bench.source)
            seconds, cost = run_to_end(
                [
                    ["curl", "-s", f"http://127.0.0.1:{port}/{name}"],
                    ["tee", os.path.join(target, name)],
                    ["openssl", "dgst", "-sha256"],
                ],
                self.bench.log,
            )
            return seconds, Cost(cpu_seconds(worker) - before, peak_mib(worker)), cost
        finally:
            end(server)


def find(tool):
    return shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as listing:
        return [int(child) for child in listing.read().split()]
