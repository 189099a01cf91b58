"""Pods as the manifests describe them, run as containers by rules of the kubelet's."""

import base64
import os
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

from engine import NETWORK, PREFIX, inspect, pid, podman


class Pod:
    """One pod of a StatefulSet, with an address and a name that stay its own."""

    def __init__(self, overlay, workload, ordinal, address, images):
        spec = workload["spec"]["template"]["spec"]
        self.overlay = overlay
        self.spec = spec
        self.container = spec["containers"][0]
        self.labels = workload["spec"]["template"]["metadata"]["labels"]
        self.name = f"{workload['metadata']['name']}-{ordinal}"
        self.ordinal = ordinal
        self.service = workload["spec"]["serviceName"]
        self.namespace = workload["metadata"]["namespace"]
        self.address = address
        self.images = images
        self.files = tempfile.mkdtemp(prefix=PREFIX)
        os.chmod(self.files, 0o755)
        self.kept = threading.Lock()
        self.wanted = False
        self.ready = False
        self.restarts = 0

    def start(self):
        """Makes the container anew, as after a replacement of the pod."""
        podman("rm", "-f", "-t", "0", "--ignore", PREFIX + self.name)
        podman("run", "-d", "--name", PREFIX + self.name, *self._options(), *self._command())
        with self.kept:
            self.wanted, self.ready = True, False

    def stop(self):
        """preStop, SIGTERM, and SIGKILL when the grace is over; returns the exit code."""
        with self.kept:
            self.wanted, self.ready = False, False
        pause = self.container.get("lifecycle", {}).get("preStop", {}).get("sleep", {})
        time.sleep(pause.get("seconds", 0))
        grace = self.spec["terminationGracePeriodSeconds"] - pause.get("seconds", 0)
        podman("stop", "-t", str(grace), PREFIX + self.name)
        return inspect(self.name)["State"]["ExitCode"]

    def kill9(self):
        """The kubelet starts it again in its place when it finds it dead."""
        podman("kill", "-s", "KILL", PREFIX + self.name)

    def _options(self):
        security, own = self.spec["securityContext"], self.container["securityContext"]
        names = [self.name, f"{self.name}.{self.service}.{self.namespace}.svc.cluster.local"]
        names += [s["metadata"]["name"] for s in self.overlay.of("Service")
                  if s["spec"].get("clusterIP") == "None"
                  and all(self.labels.get(k) == v for k, v in s["spec"]["selector"].items())]
        yield from ("--network", NETWORK, "--ip", self.address, "--hostname", self.name)
        for name in names:
            yield from ("--network-alias", name)
        yield from ("--user", f"{security['runAsUser']}:{security['runAsGroup']}")
        yield from ("--memory", bytes_of(self.container["resources"]["limits"]["memory"]))
        yield from ("--memory-swap", bytes_of(self.container["resources"]["limits"]["memory"]))
        if own["readOnlyRootFilesystem"]:
            yield from ("--read-only", "--read-only-tmpfs=false")
        if not own["allowPrivilegeEscalation"]:
            yield from ("--security-opt", "no-new-privileges")
        for capability in own["capabilities"]["drop"]:
            yield from ("--cap-drop", capability)
        for variable in self.container["env"]:
            yield from ("--env", f"{variable['name']}={self._value(variable)}")
        for mount in self.container["volumeMounts"]:
            yield from self._mount(mount)

    def _command(self):
        yield self.images.get(self.container["image"], self.container["image"])
        values = {v["name"]: self._value(v) for v in self.container["env"]}
        for word in self.container["args"]:
            for name, value in values.items():
                word = word.replace(f"$({name})", value)
            yield word

    def _value(self, variable):
        source = variable.get("valueFrom", {})
        if "fieldRef" in source:
            if source["fieldRef"]["fieldPath"] != "metadata.labels['apps.kubernetes.io/pod-index']":
                raise ValueError(f"this trial does not know {source['fieldRef']}")
            return str(self.ordinal)
        if "secretKeyRef" in source:
            secret = self.overlay.named("Secret", source["secretKeyRef"]["name"])
            return base64.b64decode(secret["data"][source["secretKeyRef"]["key"]]).decode()
        return variable["value"]

    def _mount(self, mount):
        volume = next((v for v in self.spec["volumes"] if v["name"] == mount["name"]), None)
        if volume is None:
            return ("--volume", f"{self._claim(mount['name'])}:{mount['mountPath']}")
        folder = os.path.join(self.files, mount["name"])
        files = self._files(volume)
        if files:
            os.makedirs(folder, exist_ok=True)
            for name, content in files.items():
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(content)
            return ("--volume", f"{folder}:{mount['mountPath']}:ro")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        os.chmod(folder, 0o777)
        return ("--volume", f"{folder}:{mount['mountPath']}")

    def _files(self, volume):
        if "configMap" in volume:
            data = self.overlay.named("ConfigMap", volume["configMap"]["name"])["data"]
            return {name: text.encode() for name, text in data.items()}
        if "secret" in volume:
            data = self.overlay.named("Secret", volume["secret"]["secretName"])["data"]
            return {i["path"]: base64.b64decode(data[i["key"]]) for i in volume["secret"]["items"]}
        return {}

    def _claim(self, name):
        """Belongs to the group that the pod says, as the kubelet sees to."""
        volume = f"{PREFIX}{name}-{self.name}"
        podman("volume", "create", volume, check=False)
        path = podman("volume", "inspect", "-f", "{{.Mountpoint}}", volume)
        os.chown(path, 0, self.spec["securityContext"]["fsGroup"])
        os.chmod(path, 0o2775)
        return volume


class Kubelet(threading.Thread):
    """Looks after one pod: probes it, and starts its container again where it has ended."""

    def __init__(self, pod, started):
        super().__init__(daemon=True, name=f"kubelet of {pod.name}")
        self.pod = pod
        self.started = started
        self.done = threading.Event()

    def run(self):
        """The three probes in turn; `started` is told of every new container."""
        pod, container = self.pod, self.pod.container
        while not self.done.wait(0.5):
            if not pod.wanted:
                continue
            state = inspect(pod.name)["State"]
            if not state["Running"]:
                self.restart()
                continue
            if not pod.ready:
                startup = container["startupProbe"]
                if not self.until(startup, startup["failureThreshold"]):
                    self.restart()
                    continue
            self.watch(container)

    def until(self, probe, tries):
        for _ in range(tries):
            if self.passes(probe) or not self.pod.wanted:
                return True
            if not inspect(self.pod.name)["State"]["Running"]:
                return False
            self.done.wait(probe["periodSeconds"])
        return False

    def watch(self, container):
        readiness, liveness = container["readinessProbe"], container.get("livenessProbe")
        missed, dead, next_liveness = 0, 0, time.monotonic()
        while self.pod.wanted and not self.done.is_set():
            if not inspect(self.pod.name)["State"]["Running"]:
                return
            missed = 0 if self.passes(readiness) else missed + 1
            with self.pod.kept:
                if missed == 0 and self.pod.wanted:
                    self.pod.ready = True
                elif missed >= readiness.get("failureThreshold", 3):
                    self.pod.ready = False
            if liveness and time.monotonic() >= next_liveness:
                next_liveness = time.monotonic() + liveness["periodSeconds"]
                dead = 0 if self.passes(liveness) else dead + 1
                if dead >= liveness.get("failureThreshold", 3):
                    podman("kill", "-s", "KILL", PREFIX + self.pod.name, check=False)
                    return
            self.done.wait(min(readiness["periodSeconds"], 2))

    def restart(self):
        with self.pod.kept:
            if not self.pod.wanted:
                return
            self.pod.ready = False
        self.pod.restarts += 1
        podman("start", PREFIX + self.pod.name)
        self.started(self.pod)

    def passes(self, probe):
        seconds = probe.get("timeoutSeconds", 1)
        if "exec" in probe:
            command = ["podman", "exec", PREFIX + self.pod.name, *probe["exec"]["command"]]
            try:
                ran = subprocess.run(command, capture_output=True, check=False, timeout=seconds)
            except subprocess.TimeoutExpired:
                return False
            return ran.returncode == 0
        port = next(
            p["containerPort"]
            for p in self.pod.container["ports"]
            if p["name"] == probe["httpGet"]["port"]
        )
        url = f"http://{self.pod.address}:{port}{probe['httpGet']['path']}"
        try:
            with urllib.request.urlopen(url, timeout=seconds) as answer:
                return 200 <= answer.status < 400
        except (urllib.error.URLError, OSError):
            return False


def bytes_of(quantity):
    for unit, factor in (("Mi", 1 << 20), ("Gi", 1 << 30)):
        if quantity.endswith(unit):
            return str(int(quantity[: -len(unit)]) * factor)
    raise ValueError(f"this trial does not know the unit of {quantity}")


def confinement(pod):
    """What the kernel says of the running container."""
    main = pid(pod.name)
    with open(f"/proc/{main}/status", encoding="utf-8") as file:
        status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    with open(f"/proc/{main}/mountinfo", encoding="utf-8") as file:
        root = next(line.split() for line in file if line.split()[4] == "/")
    return {
        "user": int(status["Uid"].split()[0]),
        "group": int(status["Gid"].split()[0]),
        "capabilities": int(status["CapEff"], 16),
        "privileges may grow": status["NoNewPrivs"].strip() == "0",
        "calls are filtered": status["Seccomp"].strip() == "2",
        "root is read-only": "ro" in root[5].split(","),
        "memory": inspect(pod.name)["HostConfig"]["Memory"],
    }
