"""What no schema can see: that the parts of an overlay, and of the program, fit each other."""

import glob
import os

DOCKERFILES = os.path.join(os.path.dirname(__file__), "..", "..", "src", "main", "docker")
PROBES = {"startupProbe": "started", "readinessProbe": "ready", "livenessProbe": "live"}
DRAIN_SECONDS = 10  # what a tracker waits for requests under way: docs/operations.md
# Made by an operator or by a person, not by the manifests.
BROUGHT = {
    ("Secret", "database-app"): {"username", "password"},
    ("Secret", "database-ca"): {"ca.crt"},
    ("Secret", "tracker-keys"): {"secret"},
    ("Secret", "backup-credentials"): {"ACCESS_KEY_ID", "ACCESS_SECRET_KEY"},
}


def problems(documents):
    """Sentences; none where all is well."""
    return [problem for check in CHECKS for problem in check(Overlay(documents))]


class Overlay:
    def __init__(self, documents):
        self.documents = documents

    def of(self, *kinds):
        return [d for d in self.documents if d["kind"] in kinds]

    def named(self, kind, name):
        return next((d for d in self.of(kind) if d["metadata"]["name"] == name), None)

    def workloads(self):
        return self.of("StatefulSet", "Deployment", "DaemonSet")

    def selected(self, labels):
        return [w for w in self.workloads() if matches(labels, pod(w)["metadata"]["labels"])]

    def operated(self, labels):
        """Pods that an operator makes of a kind of its own."""
        cluster = labels.get("cnpg.io/cluster")
        return cluster is not None and self.named("Cluster", cluster) is not None


def matches(selector, labels):
    return all(labels.get(key) == value for key, value in selector.items())


def pod(workload):
    return workload["spec"]["template"]


def containers(workload):
    return pod(workload)["spec"]["containers"]


def ports(workload):
    return {p["name"]: p["containerPort"] for c in containers(workload) for p in c.get("ports", [])}


def label(document):
    return f"{document['kind']} {document['metadata']['name']}"


def selectors(overlay):
    for workload in overlay.workloads():
        wanted = workload["spec"]["selector"]["matchLabels"]
        if not matches(wanted, pod(workload)["metadata"]["labels"]):
            yield f"{label(workload)} does not select its own pods"
    for service in overlay.of("Service"):
        labels = service["spec"]["selector"]
        found = overlay.selected(labels)
        if not found and not overlay.operated(labels):
            yield f"{label(service)} selects no pods"
        for port in service["spec"]["ports"]:
            for workload in found:
                if port["targetPort"] not in ports(workload):
                    yield f"{label(service)} leads to a port that {label(workload)} does not have"
    for document in overlay.of("PodDisruptionBudget", "PodMonitor"):
        labels = document["spec"]["selector"]["matchLabels"]
        if not overlay.selected(labels) and not overlay.operated(labels):
            yield f"{label(document)} selects no pods"
        for endpoint in document["spec"].get("podMetricsEndpoints", []):
            for workload in overlay.selected(labels):
                if endpoint["port"] not in ports(workload):
                    yield f"{label(document)} asks a port that {label(workload)} does not have"
    for workload in overlay.workloads():
        for spread in pod(workload)["spec"].get("topologySpreadConstraints", []):
            if workload not in overlay.selected(spread["labelSelector"]["matchLabels"]):
                yield f"{label(workload)} spreads other pods than its own"
        service = overlay.named("Service", workload["spec"].get("serviceName"))
        if service is None or workload not in overlay.selected(service["spec"]["selector"]):
            yield f"{label(workload)} has no Service that gives its pods their names"


def policies(overlay):
    for policy in overlay.of("NetworkPolicy"):
        labels = policy["spec"]["podSelector"].get("matchLabels")
        found = overlay.selected(labels) if labels else []
        if labels and not found and not overlay.operated(labels):
            yield f"{label(policy)} is about no pods"
        for rule in policy["spec"].get("ingress", []):
            for port in rule.get("ports", []):
                for workload in found:
                    known = ports(workload)
                    if port["port"] not in known and port["port"] not in known.values():
                        yield f"{label(policy)} opens a port that {label(workload)} does not have"
        rules = policy["spec"].get("ingress", []) + policy["spec"].get("egress", [])
        for other in (o for r in rules for o in r.get("from", []) + r.get("to", [])):
            labels = other.get("podSelector", {}).get("matchLabels")
            if labels and not overlay.selected(labels) and not overlay.operated(labels):
                yield f"{label(policy)} speaks of pods that there are none of: {labels}"
    for workload in overlay.workloads():
        if not any(
            matches(p["spec"]["podSelector"]["matchLabels"], pod(workload)["metadata"]["labels"])
            for p in overlay.of("NetworkPolicy")
            if p["spec"]["podSelector"]
        ):
            yield f"{label(workload)} has no NetworkPolicy of its own"


def references(overlay):
    for workload in overlay.workloads():
        spec = pod(workload)["spec"]
        if overlay.named("ServiceAccount", spec.get("serviceAccountName")) is None:
            yield f"{label(workload)} has no ServiceAccount of its own"
        volumes = {v["name"]: v for v in spec.get("volumes", [])}
        for volume in volumes.values():
            if "configMap" in volume:
                yield from referred(overlay, workload, "ConfigMap", volume["configMap"]["name"])
            if "secret" in volume:
                for item in volume["secret"]["items"]:
                    name = volume["secret"]["secretName"]
                    yield from referred(overlay, workload, "Secret", name, item["key"])
        claims = {c["metadata"]["name"] for c in workload["spec"].get("volumeClaimTemplates", [])}
        for container in containers(workload):
            for mount in container["volumeMounts"]:
                if mount["name"] not in volumes and mount["name"] not in claims:
                    yield f"{label(workload)} mounts {mount['name']}, which is no volume"
            for variable in container.get("env", []):
                secret = variable.get("valueFrom", {}).get("secretKeyRef")
                if secret:
                    yield from referred(
                        overlay, workload, "Secret", secret["name"], secret["key"]
                    )
    for route in overlay.of("HTTPRoute"):
        for parent in route["spec"]["parentRefs"]:
            gateway = overlay.named("Gateway", parent["name"])
            if gateway is None or parent["sectionName"] not in [
                listener["name"] for listener in gateway["spec"]["listeners"]
            ]:
                yield f"{label(route)} hangs on no listener of a Gateway"
        for backend in (b for rule in route["spec"]["rules"] for b in rule["backendRefs"]):
            service = overlay.named("Service", backend["name"])
            if service is None or backend["port"] not in [
                p["port"] for p in service["spec"]["ports"]
            ]:
                yield f"{label(route)} leads to no Service"
    for gateway in overlay.of("Gateway"):
        secrets = {c["spec"]["secretName"] for c in overlay.of("Certificate")}
        for listener in gateway["spec"]["listeners"]:
            for reference in listener["tls"]["certificateRefs"]:
                if reference["name"] not in secrets:
                    yield f"{label(gateway)} shows a certificate that nobody makes"
    for cluster in overlay.of("Cluster"):
        for plugin in cluster["spec"]["plugins"]:
            name = plugin["parameters"]["barmanObjectName"]
            if overlay.named("ObjectStore", name) is None:
                yield f"{label(cluster)} has no ObjectStore {name}"
    for backup in overlay.of("ScheduledBackup"):
        if overlay.named("Cluster", backup["spec"]["cluster"]["name"]) is None:
            yield f"{label(backup)} is of no Cluster"


def referred(overlay, workload, kind, name, key=None):
    document = overlay.named(kind, name)
    keys = document["data"].keys() if document else BROUGHT.get((kind, name))
    if keys is None:
        yield f"{label(workload)} refers to {kind} {name}, which there is not"
    elif key and key not in keys:
        yield f"{label(workload)} refers to the key {key}, which {kind} {name} does not have"


def restricted(overlay):
    for workload in overlay.workloads():
        spec = pod(workload)["spec"]
        if spec.get("automountServiceAccountToken") is not False:
            yield f"{label(workload)} mounts a token"
        security = spec["securityContext"]
        if not security.get("runAsNonRoot") or not security.get("runAsUser"):
            yield f"{label(workload)} may run as root"
        if security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            yield f"{label(workload)} may call what it likes of the kernel"
        for container in containers(workload):
            own = container["securityContext"]
            if own != {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }:
                yield f"{label(workload)} is not restricted"
            if "memory" not in container["resources"].get("limits", {}):
                yield f"{label(workload)} has no limit of its memory"


def probes(overlay):
    for workload in overlay.workloads():
        for container in containers(workload):
            for kind in PROBES:
                probe = container.get(kind, {})
                target = probe.get("httpGet", probe.get("tcpSocket"))
                if target and target["port"] not in ports(workload):
                    yield f"{label(workload)}: its {kind} asks a port that it does not have"
    tracker = overlay.named("StatefulSet", "tracker")
    if tracker is None:
        return
    for kind, path in PROBES.items():
        got = containers(tracker)[0].get(kind, {}).get("httpGet", {}).get("path")
        if got != f"/q/health/{path}":
            yield f"the tracker's {kind} asks {got}"


def tracker(overlay):
    tracker = overlay.named("StatefulSet", "tracker")
    if tracker is None:
        return
    container = containers(tracker)[0]
    environment = {v["name"]: v.get("value") for v in container["env"]}
    lists = [m for m in overlay.of("ConfigMap") if m["metadata"]["name"].startswith("tracker-list-")]
    lines = [
        line
        for line in lists[0]["data"]["tracker_info.txt"].splitlines()
        if line and not line.startswith("#")
    ]
    start = tracker["spec"]["ordinals"]["start"]
    namespace = tracker["metadata"]["namespace"]
    name, service = tracker["metadata"]["name"], tracker["spec"]["serviceName"]
    port = ports(tracker)["http"]
    expected = [
        f"http://{name}-{start + i}.{service}.{namespace}.svc.cluster.local:{port}"
        for i in range(len(lines))
    ]
    if lines != expected or start != 1:
        yield "tracker_info.txt does not name the pods, line by line"
    autoscaler = overlay.of("HorizontalPodAutoscaler")
    most = autoscaler[0]["spec"]["maxReplicas"] if autoscaler else tracker["spec"]["replicas"]
    fewest = autoscaler[0]["spec"]["minReplicas"] if autoscaler else tracker["spec"]["replicas"]
    if autoscaler and "replicas" in tracker["spec"]:
        yield "both the autoscaler and the StatefulSet say how many trackers there are"
    if most > len(lines):
        yield f"there may be {most} trackers, but tracker_info.txt names {len(lines)}"
    budget = overlay.of("PodDisruptionBudget")[0]["spec"]
    if not 1 <= budget["maxUnavailable"] < fewest:
        yield f"the budget lets {budget['maxUnavailable']} of {fewest} trackers go"
    grace = pod(tracker)["spec"]["terminationGracePeriodSeconds"]
    if container["lifecycle"]["preStop"]["sleep"]["seconds"] + DRAIN_SECONDS >= grace:
        yield "a tracker is killed before it is done"
    startup = container["startupProbe"]
    if int(environment["P2P_DB_WAIT"]) >= startup["periodSeconds"] * startup["failureThreshold"]:
        yield "a tracker that waits for its database is restarted"
    host = environment["P2P_DB_URL"].split("//")[1].split(":")[0]
    cluster = overlay.of("Cluster")
    if overlay.named("Service", host) is None and host not in [
        c["metadata"]["name"] + "-rw" for c in cluster
    ]:
        yield f"the database {host} is nobody's"
    for wanted in cluster:
        initdb = wanted["spec"]["bootstrap"]["initdb"]
        if f"/{initdb['database']}" not in environment["P2P_DB_URL"]:
            yield "the trackers use another database than the Cluster makes"


def images(overlay):
    """The user and the ports of the manifests are those of the Dockerfiles."""
    for workload in overlay.workloads():
        image = containers(workload)[0]["image"].split("/")[-1].split(":")[0]
        if not image.startswith("p2p-"):
            continue
        for path in glob.glob(os.path.join(DOCKERFILES, "Dockerfile.*")):
            with open(path, encoding="utf-8") as file:
                base, tracker, peer = file.read().split("\nFROM ")[1:]
            stage = {"p2p-tracker": tracker, "p2p-peer": peer}[image]
            security = pod(workload)["spec"]["securityContext"]
            user = f"USER {security['runAsUser']}:{security['runAsGroup']}\n"
            if user not in base:
                yield f"{label(workload)} has another user than {os.path.basename(path)}"
            # Who publishes all ports that an image names would open the operator's to everybody.
            public = [port for name, port in ports(workload).items() if name != "operator"]
            if any(f"EXPOSE {port}\n" not in stage for port in public):
                yield f"{label(workload)} has another port than {os.path.basename(path)}"


CHECKS = (selectors, policies, references, restricted, probes, tracker, images)
