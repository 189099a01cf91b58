"""Podman, with settings and a storage of its own, so that nothing else here is touched."""

import json
import os
import shutil
import subprocess
import tempfile

STORE = "/var/tmp/p2p-trial"
CONTAINERS = f"""
[containers]
log_driver = "k8s-file"
default_ulimits = ["nofile=20000:20000", "nproc=15000:15000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "{STORE}/networks"
"""
STORAGE = f"""
[storage]
driver = "overlay"
graphroot = "{STORE}/storage"
runroot = "{STORE}/run"
"""
PREFIX = "p2p-trial-"
LONGEST_SECONDS = 900  # an image takes minutes to build
NETWORK = PREFIX + "net"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def configure():
    os.makedirs(f"{STORE}/networks", exist_ok=True)
    for name, text in (("containers.conf", CONTAINERS), ("storage.conf", STORAGE)):
        with open(f"{STORE}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
    os.environ["CONTAINERS_CONF"] = f"{STORE}/containers.conf"
    os.environ["CONTAINERS_STORAGE_CONF"] = f"{STORE}/storage.conf"


def podman(*words, check=True, **more):
    ran = subprocess.run(
        ["podman", *words], capture_output=True, text=True, timeout=LONGEST_SECONDS, **more
    )
    if check and ran.returncode:
        raise RuntimeError(f"podman {' '.join(words)}: {ran.stderr.strip()}")
    return ran.stdout.strip()


def inspect(name):
    return json.loads(podman("container", "inspect", PREFIX + name))[0]


def pid(name):
    return inspect(name)["State"]["Pid"]


def is_running(name):
    return inspect(name)["State"]["Running"]


def has_image(name):
    return subprocess.run(["podman", "image", "exists", name], check=False).returncode == 0


def clean():
    names = podman("ps", "-aq", "--filter", f"name=^{PREFIX}").split()
    if names:
        podman("rm", "-f", "-t", "0", *names)
    for volume in podman("volume", "ls", "-q", "--filter", f"name={PREFIX}").split():
        podman("volume", "rm", "-f", volume)
    podman("network", "rm", "-f", NETWORK, check=False)


def make_network():
    """The host's own address in the network is the node's, and the name server's."""
    podman("network", "create", NETWORK)
    return json.loads(podman("network", "inspect", NETWORK))[0]["subnets"][0]


def make_bases(kind):
    """What the Dockerfiles build on, out of Debian's packages; kept from one trial to the next."""
    if not has_image("localhost/p2p-base:native"):
        with tempfile.TemporaryDirectory(dir=STORE) as work:
            subprocess.run(
                ["debootstrap", "--variant=minbase", "bookworm", f"{work}/root"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            _import(f"{work}/root", "localhost/p2p-base:native")
    if kind == "jvm" and not has_image("localhost/p2p-base:jvm"):
        with tempfile.TemporaryDirectory(dir=STORE) as work:
            shutil.copytree(
                os.environ["JAVA_HOME"],
                f"{work}/java",
                symlinks=True,
                ignore=shutil.ignore_patterns("jmods", "src.zip"),
            )
            _build_in(work, "localhost/p2p-base:jvm", "Dockerfile.java")
    if not has_image("docker.io/library/postgres:17"):
        _build_in(
            os.path.join(ROOT, "k8s", "trial"),
            "docker.io/library/postgres:17",
            "Dockerfile.postgres",
        )


def _import(folder, name):
    tar = subprocess.Popen(["tar", "-C", folder, "-c", "."], stdout=subprocess.PIPE)
    podman("import", "--change", 'CMD ["/bin/bash"]', "-", name, stdin=tar.stdout)
    if tar.wait():
        raise RuntimeError(f"the base {name} could not be packed")


def _build_in(folder, name, dockerfile):
    path = os.path.join(ROOT, "k8s", "trial", dockerfile)
    podman("build", "--pull=never", "--network=host", "-t", name, "-f", path, folder)


def build_images(kind, version):
    environment = os.environ | {"ENGINE": "podman", "BASE": f"localhost/p2p-base:{kind}"}
    environment |= {"PULL": "never"}
    subprocess.run(
        [os.path.join(ROOT, "src", "main", "docker", "build"), kind, version],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
