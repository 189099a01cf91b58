"""Mistakes that the checks must notice, each made in the production overlay."""


def container(document):
    return document["spec"]["template"]["spec"]["containers"][0]


def spec(document):
    return document["spec"]["template"]["spec"]


# What a schema must notice, in the production overlay.
SCHEMA_MISTAKES = [
    ("StatefulSet", "tracker", lambda d: container(d).update(readynessProbe={})),
    ("StatefulSet", "tracker", lambda d: d["spec"].update(minReadySeconds="5")),
    ("StatefulSet", "tracker", lambda d: spec(d)["securityContext"].update(runAsUser="10001")),
    ("Service", "tracker", lambda d: d["spec"].update(selectors={})),
    ("NetworkPolicy", "tracker", lambda d: d["spec"]["ingress"][0].update(to=[])),
    ("PodDisruptionBudget", "tracker", lambda d: d["spec"].update(maxUnavailables=1)),
    ("HorizontalPodAutoscaler", "tracker", lambda d: d["spec"].update(maxReplicas="6")),
    ("Cluster", "database", lambda d: d["spec"].update(instance=3)),
    ("Cluster", "database", lambda d: d["spec"].update(instances="3")),
    ("ScheduledBackup", "nightly", lambda d: d["spec"].update(method="plug-in")),
    ("ObjectStore", "backups", lambda d: d["spec"].update(retention="30d")),
    ("Certificate", "trackers", lambda d: d["spec"].update(dnsName="a")),
    ("Gateway", "trackers", lambda d: d["spec"]["listeners"][0].update(port="443")),
    ("HTTPRoute", "tracker", lambda d: d["spec"]["rules"][0]["timeouts"].update(request="never")),
    ("PodMonitor", "tracker", lambda d: d["spec"].update(endpoints=[])),
    ("PrometheusRule", "p2p", lambda d: d["spec"]["groups"][0]["rules"][0].update(expression="")),
]

# What the cross-check must notice, in the production overlay.
CROSS_MISTAKES = [
    ("Service", "tracker", lambda d: d["spec"]["selector"].update(a="b")),
    ("Service", "tracker", lambda d: d["spec"]["ports"][0].update(targetPort="htp")),
    ("Service", "tracker-pods", lambda d: d["spec"].update(selector={"a": "b"})),
    ("PodDisruptionBudget", "tracker", lambda d: d["spec"].update(maxUnavailable=3)),
    ("PodMonitor", "tracker",
        lambda d: d["spec"]["podMetricsEndpoints"][0].update(port="metrics")),
    ("PodMonitor", "tracker", lambda d: d["spec"]["selector"]["matchLabels"].update(a="b")),
    ("NetworkPolicy", "tracker", lambda d: d["spec"]["podSelector"]["matchLabels"].update(a="b")),
    ("NetworkPolicy", "tracker", lambda d: d["spec"]["ingress"][0]["ports"][0].update(port=7002)),
    ("NetworkPolicy", "database", lambda d: d["metadata"].update(name="x")
        or d["spec"]["ingress"][0]["from"][0]["podSelector"]["matchLabels"].update(a="b")),
    ("HorizontalPodAutoscaler", "tracker", lambda d: d["spec"].update(maxReplicas=7)),
    ("StatefulSet", "tracker", lambda d: d["spec"].update(replicas=3)),
    ("StatefulSet", "tracker", lambda d: d["spec"]["ordinals"].update(start=0)),
    ("StatefulSet", "tracker", lambda d: spec(d).update(terminationGracePeriodSeconds=12)),
    ("StatefulSet", "tracker", lambda d: spec(d)["securityContext"].update(runAsUser=10002)),
    ("StatefulSet", "tracker", lambda d: spec(d).update(automountServiceAccountToken=True)),
    ("StatefulSet", "tracker", lambda d: spec(d)["securityContext"].pop("runAsNonRoot")),
    ("StatefulSet", "tracker", lambda d: next(
        v for v in spec(d)["volumes"] if "configMap" in v
    )["configMap"].update(name="x")),
    ("StatefulSet", "tracker", lambda d: next(
        v for v in spec(d)["volumes"] if v["name"] == "tracker-keys"
    )["secret"]["items"][0].update(key="x")),
    ("StatefulSet", "tracker", lambda d: container(d)["volumeMounts"][0].update(name="x")),
    ("StatefulSet", "tracker", lambda d: container(d)["resources"].pop("limits")),
    ("StatefulSet", "tracker",
        lambda d: container(d)["securityContext"].update(readOnlyRootFilesystem=False)),
    ("StatefulSet", "tracker",
        lambda d: container(d)["livenessProbe"]["httpGet"].update(path="/q/health/ready")),
    ("StatefulSet", "tracker",
        lambda d: container(d)["readinessProbe"]["httpGet"].update(port="htp")),
    ("StatefulSet", "tracker", lambda d: container(d)["startupProbe"].update(failureThreshold=9)),
    ("StatefulSet", "tracker", lambda d: next(
        v for v in container(d)["env"] if v["name"] == "P2P_DB_USER"
    )["valueFrom"]["secretKeyRef"].update(key="user")),
    ("StatefulSet", "tracker", lambda d: next(
        v for v in container(d)["env"] if v["name"] == "P2P_DB_URL"
    ).update(value="postgresql://database:5432/p2p")),
    ("HTTPRoute", "tracker", lambda d: d["spec"]["rules"][1]["backendRefs"][0].update(port=80)),
    ("HTTPRoute", "tracker", lambda d: d["spec"]["parentRefs"][0].update(sectionName="http")),
    ("Certificate", "trackers", lambda d: d["spec"].update(secretName="x")),
    ("ObjectStore", "backups", lambda d: d["metadata"].update(name="x")),
    ("ScheduledBackup", "nightly", lambda d: d["spec"]["cluster"].update(name="x")),
]
