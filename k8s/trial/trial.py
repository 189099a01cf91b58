"""Runs the local overlay's pods as containers, and does to them what happens in a cluster."""

import filecmp
import ipaddress
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "check"))

import crosscheck
import engine
import policy
import render
from people import Person, Traffic
from pods import Kubelet, Pod, confinement

MIB = 1 << 20
FILE_MIB = 400
LIMIT = "1MiB"
PAUSE_SECONDS = 15  # far more than a peer needs to move, far less than a transfer that waits
PATIENCE_SECONDS = 180
ONLY_A_CLUSTER = """What this trial cannot show, and only a real cluster can: the scheduler's work (spread,
budgets, evictions), the autoscaler and its metrics adapter, CloudNativePG, the Gateway and
cert-manager, what the cluster's own network does with the policies, and volumes that move."""


class Trial:
    def __init__(self, kind):
        self.kind = kind
        self.began = time.monotonic()
        self.folder = tempfile.mkdtemp(prefix=engine.PREFIX)
        self.overlay = crosscheck.Overlay(render.overlay("local"))
        self.policies = self.overlay.of("NetworkPolicy")
        self.pods, self.kubelets, self.people = [], [], []
        self.traffic = None

    def say(self, text):
        print(f"{time.monotonic() - self.began:5.0f} s  {text}", flush=True)

    def prepare(self):
        engine.clean()
        engine.make_bases(self.kind)
        for version in ("1.0.0", "1.0.1"):
            engine.build_images(self.kind, version)
        subnet = engine.make_network()
        self.host = subnet["gateway"]
        self.addresses = ipaddress.ip_network(subnet["subnet"])
        self.say(f"The {self.kind} images are built on local bases.")

    def start(self):
        images = {"p2p-tracker:1.0.0": "localhost/p2p-tracker:1.0.0"}
        for name in ("database", "tracker"):
            workload = self.overlay.named("StatefulSet", name)
            first = workload["spec"].get("ordinals", {}).get("start", 0)
            for i in range(workload["spec"]["replicas"]):
                address = str(self.addresses[10 + len(self.pods)])
                pod = Pod(self.overlay, workload, first + i, address, images)
                self.pods.append(pod)
        for pod in reversed(self.pods):  # the trackers before their database
            self.run_pod(pod)
            self.kubelets.append(Kubelet(pod, self.filter))
            self.kubelets[-1].start()
        self.database, self.trackers = self.pods[0], self.pods[1:]
        self.await_ready(*self.pods)
        self.expect([p.restarts for p in self.pods], [0] * len(self.pods), "restarts")
        self.say("PostgreSQL and three trackers are ready, the trackers started first.")

    def run_pod(self, pod):
        pod.start()
        self.filter(pod)

    def filter(self, pod):
        try:
            policy.enforce(pod, self.pods, self.policies, self.host)
        except subprocess.CalledProcessError:
            if engine.is_running(pod.name):
                raise

    def until(self, what, condition):
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain: {what}")
            time.sleep(0.2)

    def await_ready(self, *pods):
        for pod in pods:
            self.until(f"{pod.name} is ready", lambda pod=pod: pod.ready)

    def expect(self, got, wanted, what):
        if got != wanted:
            raise AssertionError(f"{what}: {got} instead of {wanted}")

    def look_at_confinement(self):
        for pod in self.pods:
            security = pod.spec["securityContext"]
            wanted = {
                "user": security["runAsUser"],
                "group": security["runAsGroup"],
                "capabilities": 0,
                "privileges may grow": False,
                "calls are filtered": True,
                "root is read-only": True,
                "memory": 512 * MIB,
            }
            self.expect(confinement(pod), wanted, f"{pod.name} is confined")
        self.say("User, read-only root, capabilities and memory are as the manifests say.")

    def look_at_network(self):
        one, two = self.trackers[:2]
        database = (self.database.address, 5432)
        for low in (80, 22):
            self.expect(policy.connects(one, self.host, low), False, f"to a low port {low}")
        self.expect(policy.connects(one, *database), True, "a tracker to the database")
        self.expect(policy.connects(self.database, one.address, 7001), False, "the database out")
        self.expect(policy.connects(self.database, self.host, 53), False, "the database's names")
        self.expect(policy.connects(one, two.address, 7001), True, "a client to a tracker")
        stranger = self.overlay.named("NetworkPolicy", "nothing-else")
        others = [p for p in self.policies if p is stranger]
        policy.enforce(two, self.pods, others, self.host)
        self.expect(policy.connects(two, *database), False, "a pod without rules out")
        self.expect(policy.connects(one, two.address, 7001), False, "a pod without rules in")
        self.filter(two)
        self.say("The network policies, as packet filters, permit and refuse what they should.")

    def people_come(self):
        trackers = os.path.join(self.folder, "tracker_info.txt")
        with open(trackers, "w", encoding="utf-8") as file:
            file.writelines(f"http://{pod.address}:7001\n" for pod in self.trackers)
        ann, bob = (Person(n, self.folder, trackers) for n in ("ann", "bob"))
        self.ann, self.bob = ann, bob
        self.people = [ann, bob]
        ann.run("create_group", "films")
        bob.run("join_group", "films")
        ann.run("accept_request", "films", "bob")
        self.until("both are attached", lambda: ann.is_attached() and bob.is_attached())
        self.expect([p.json("status")["notice"] for p in self.people], [None, None], "notices")
        self.say("Two people outside have joined a group; the trackers can reach their peers.")

    def transfer(self, name, mib, background):
        original = os.path.join(self.folder, name)
        with open(original, "wb") as file:
            for _ in range(mib):
                file.write(os.urandom(MIB))
        self.ann.run("upload_file", original, "films")
        target = os.path.join(self.folder, "of-bob")
        os.makedirs(target, exist_ok=True)
        more = ["--background"] if background else []
        self.bob.run("download_file", "films", name, target, *more)

    def compare(self, name):
        copy = os.path.join(self.folder, "of-bob", name)
        same = filecmp.cmp(os.path.join(self.folder, name), copy, shallow=False)
        self.expect(same, True, f"{name} is the same at both ends")

    def begin_traffic(self):
        self.bob.run("set_limit", "--down", LIMIT)
        self.transfer("holiday.mkv", FILE_MIB, background=True)
        self.traffic = Traffic(self.ann, self.bob, "holiday.mkv")
        self.traffic.start()
        self.until("bytes come", lambda: self.traffic.samples and self.traffic.samples[-1][1] > MIB)

    def calm(self, what, begin, failures=0):
        pause = self.traffic.longest_pause(begin, time.monotonic())
        download = self.bob.download("holiday.mkv")
        self.expect(download["state"], "downloading", f"the download ({download['reason']})")
        self.expect(self.traffic.failed[failures:], [], f"failed commands while {what}")
        if pause > PAUSE_SECONDS:
            raise AssertionError(f"the download stood still for {pause:.0f} s while {what}")
        return f"no command failed, looks {pause:.1f} s apart at most saw the download get on"

    def replace(self):
        """As a rolling update does: from the last to the first, each ready before the next."""
        begin = time.monotonic()
        for pod in reversed(self.trackers):
            pod.images = {"p2p-tracker:1.0.0": "localhost/p2p-tracker:1.0.1"}
            code = pod.stop()
            self.expect(code in (0, 143), True, f"{pod.name} ends in order, not with {code}")
            self.run_pod(pod)
            self.await_ready(pod)
            image = engine.inspect(pod.name)["ImageName"]
            self.expect(image, "localhost/p2p-tracker:1.0.1", "the new image")
            time.sleep(self.overlay.named("StatefulSet", "tracker")["spec"]["minReadySeconds"])
        self.say(f"Three trackers were replaced: {self.calm('trackers were replaced', begin)}.")

    def kill_a_tracker(self):
        begin = time.monotonic()
        used = self.ann.json("status")["tracker"].split(":")[0]
        pod = next(p for p in self.trackers if p.address == used)
        pod.kill9()
        self.until("it is started again", lambda: pod.restarts == 1)
        self.await_ready(pod)
        self.until("she is attached", self.ann.is_attached)
        self.say(f"kill -9 of Ann's tracker: {self.calm('a tracker was killed', begin)}.")

    def kill_the_database(self):
        begin, failures = time.monotonic(), len(self.traffic.failed)
        restarts = [p.restarts for p in self.trackers]
        self.kubelets[-1].done.set()  # stays away for long enough to be noticed by everybody
        self.database.kill9()
        for pod in self.trackers:
            self.until(f"{pod.name} is not ready", lambda pod=pod: not pod.ready)
        have = self.traffic.samples[-1][1]
        self.until("the download goes on", lambda: self.traffic.samples[-1][1] > have + 4 * MIB)
        told = self.ann.ask("create_group", "never")
        self.expect(told.returncode in (1, 3), True, "a change without a database is refused")
        self.database.ready = False
        self.kubelets[-1] = Kubelet(self.database, self.filter)
        self.kubelets[-1].start()
        self.await_ready(*self.pods)
        self.expect([p.restarts for p in self.trackers], restarts, "restarts of trackers")
        back = len(self.traffic.failed)
        given = self.traffic.given
        self.until("commands are given again", lambda: self.traffic.given > given + 4)
        self.calm("the database was away", begin, failures=back)
        self.say(
            f"kill -9 of PostgreSQL: trackers unready, none restarted; commands refused"
            f" meanwhile: {back - failures}, as in: {told.stderr.strip()}"
        )

    def finish_download(self):
        self.traffic.stop()
        self.bob.run("set_limit", "--down", "0")
        self.until(
            "it is complete", lambda: self.bob.download("holiday.mkv")["state"] == "complete"
        )
        self.compare("holiday.mkv")
        self.say(
            f"{FILE_MIB} MiB are the same at both ends; {self.traffic.given} commands were given,"
            f" the slowest took {self.traffic.slowest:.1f} s."
        )

    def restore(self):
        """docs/operations.md, "Backup and restore": into a new and empty cluster of PostgreSQL."""
        groups = self.ann.run("my_groups")
        dump = engine.podman(
            "exec", engine.PREFIX + self.database.name, "sh", "-c",
            'PGPASSWORD=$POSTGRES_PASSWORD pg_dump -h 127.0.0.1 -U "$POSTGRES_USER" p2p',
        )
        self.ann.run("create_group", "after-the-dump")
        for pod in self.trackers + [self.database]:
            pod.stop()
        name = engine.PREFIX + self.database.name
        engine.podman("rm", "-f", name)
        engine.podman("volume", "rm", f"{engine.PREFIX}data-{self.database.name}")
        self.run_pod(self.database)
        self.await_ready(self.database)
        engine.podman(
            "exec", "-i", name, "sh", "-c",
            "PGPASSWORD=$POSTGRES_PASSWORD psql -h 127.0.0.1 -v ON_ERROR_STOP=1 -q"
            ' --single-transaction -U "$POSTGRES_USER" p2p',
            input=dump + "\n",
        )
        for pod in self.trackers:
            self.run_pod(pod)
        self.await_ready(*self.trackers)
        self.until("they attach by themselves", lambda: all(p.is_attached() for p in self.people))
        self.expect(self.ann.run("my_groups"), groups, "her groups are those of the dump")
        self.transfer("after.mkv", 16, background=False)
        self.compare("after.mkv")
        self.say(
            f"A dump of {len(dump) // 1024} KiB was restored into a new cluster: peers attached"
            " again with the sessions that they had, and a file went across."
        )

    def end(self):
        if self.traffic:
            self.traffic.stop()
        for kubelet in self.kubelets:
            kubelet.done.set()
        for person in self.people:
            person.leave()
        for kubelet in self.kubelets:
            kubelet.join()
        engine.clean()
        for pod in self.pods:
            shutil.rmtree(pod.files)
        shutil.rmtree(self.folder)

    def explain(self):
        for pod in self.pods:
            print(f"--- {pod.name}: ready {pod.ready}, restarts {pod.restarts}", flush=True)
            subprocess.run(
                ["podman", "logs", "--tail", "20", engine.PREFIX + pod.name],
                stderr=subprocess.STDOUT,
                check=False,
            )
        if self.traffic:
            print("--- failed commands", *self.traffic.failed, sep="\n")


def main():
    if os.geteuid() != 0:
        sys.exit("The trial makes networks and packet filters: run it as root.")
    native = os.path.join(engine.ROOT, "tracker", "target", "tracker-runner")
    kind = os.environ.get("KIND", "native" if os.path.exists(native) else "jvm")
    engine.configure()
    trial = Trial(kind)
    try:
        trial.prepare()
        trial.start()
        trial.look_at_confinement()
        trial.look_at_network()
        trial.people_come()
        trial.begin_traffic()
        trial.replace()
        trial.kill_a_tracker()
        trial.kill_the_database()
        trial.finish_download()
        trial.restore()
        print(ONLY_A_CLUSTER)
    except BaseException:
        trial.explain()
        raise
    finally:
        trial.end()


main()
