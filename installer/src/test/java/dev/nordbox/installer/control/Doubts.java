package dev.nordbox.installer.control;

import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.profile.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ways to take a pass from a control on purpose that fail nothing. */
final class Doubts {
    /** By the bundled database of countries. */
    private static final String IN_THE_US = "18.0.0.1";

    private Doubts() {}

    /** What fails nothing by itself, since it may be stale, late or unknown; but takes the pass. */
    static List<Break> all() {
        return List.of(
                new Break(
                        "LOC-01",
                        "the country database has an address elsewhere",
                        box -> {
                            box.address = IN_THE_US + "/24";
                            box.registrations =
                                    List.of(
                                            Break.registration("NO", "Example Hosting AS"),
                                            Break.norwegian(IN_THE_US));
                        }),
                new Break(
                        "NET-05",
                        "the country database has an endpoint elsewhere",
                        box -> {
                            box.mirror = IN_THE_US;
                            box.replace("names", "203.0.113.21", IN_THE_US);
                            box.endpoints =
                                    List.of(
                                            Break.norwegian("203.0.113.20"),
                                            Break.norwegian("203.0.113.53"),
                                            Break.norwegian(IN_THE_US));
                        }),
                new Break(
                        "LOC-03",
                        "an anchor answers late",
                        box -> box.replace("anchors", "tls=900", "tls=9000")),
                new Break(
                        "LOC-03",
                        "an anchor has another certificate",
                        box -> box.replace("anchors", "b".repeat(64), "d".repeat(64))),
                new Break(
                        "LOC-03",
                        "an anchor answers too seldom",
                        box -> box.replace("anchors", "done=23", "done=19")),
                new Break(
                        "LOC-03",
                        "an anchor is out of reach",
                        box -> box.replace("anchors", "oslo certificate", "nobody certificate")),
                new Break("LOC-03", "nobody declared an anchor", box -> box.anchors = List.of()),
                new Break(
                        "NET-04",
                        "a listed endpoint is silent",
                        box -> box.replace("probes", "PR-08 answer=open", "PR-08 answer=refused")),
                new Break(
                        "K8S-05",
                        "somebody's webhook sees every object",
                        box ->
                                box.replace(
                                        "cluster",
                                        "{\"items\": [",
                                        "{\"items\": [{\"kind\": \"MutatingWebhookConfiguration\","
                                                + " \"metadata\": {\"name\": \"mesh\"}},")),
                new Break(
                        "K8S-05",
                        "somebody's policy changes objects",
                        box ->
                                box.replace(
                                        "admission",
                                        "{\"items\": [",
                                        "{\"items\": [{\"kind\": \"MutatingAdmissionPolicy\","
                                                + " \"metadata\": {\"name\": \"mesh\"}},")),
                new Break(
                        "K8S-05",
                        "who wrote the policies is not told",
                        box -> box.put("admission", "Error from server")),
                new Break(
                        "ENC-05",
                        "which routers there are is not told",
                        box -> box.put("door-kinds", "")),
                new Break(
                        "K8S-05",
                        "nobody compared the policies with what was applied",
                        box -> box.known = Set.of(ClusterPart.NODE)),
                new Break(
                        "ENC-01",
                        "the Secret was not made",
                        box -> box.replace("canary", "created=0", "created=1")),
                new Break(
                        "SUP-06",
                        "nobody knows whom it asks for packages",
                        box -> box.replace("sources", "apt http", "file http")),
                new Break(
                        "SUP-06",
                        "nobody knows whom it asks for the time",
                        box -> box.replace("sources", "ntp 203.0.113.53\n", "")),
                new Break(
                        "SUP-06",
                        "nobody knows whom it asks for names",
                        box -> box.replace("sources", "\ndns 203.0.113.53", "")),
                new Break(
                        "SUP-06",
                        "a resolver of its own asks whomever",
                        box -> box.replace("sources", "dns 203.0.113.53", "dns 127.0.0.1")),
                new Break(
                        "SUP-04",
                        "k3s is none that comes with nordbox",
                        box -> box.k3sSum = Optional.of("0".repeat(64))),
                new Break(
                        "SUP-05",
                        "nobody judges where applications come from",
                        box -> box.git = Parameters.Jurisdiction.WARN),
                new Break(
                        "ACC-01",
                        "nobody wrote down whose the keys are",
                        box -> box.persons = List.of()));
    }
}
