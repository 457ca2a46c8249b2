package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an upgrade meets on a {@link FakeCluster}: releases of k3s that write to the datastore when
 * they start, one of which may have a fault.
 */
final class FakeUpgrade {
    static final String OLD = "v1.35.9+k3s1";
    static final String NEW = "v1.36.4+k3s1";

    private static final String CANARY = "Job kube-system/nordbox-canary";
    private static final CommandOutcome DONE = new CommandOutcome(0, "", "");
    static final String IMAGES =
            "/var/lib/rancher/k3s/agent/images/k3s-airgap-images-amd64.tar.zst";
    private static final String KEPT = UpgradeNote.KEPT;
    private static final String PODS =
            """
            pod=kube-system ReplicaSet/coredns-HASH HASH Running True
            pod=web ReplicaSet/shop-5f7c9 5f7c9 Running True
            pod=web ReplicaSet/shop-5f7c9 5f7c9 Running True
            pod=web StatefulSet/data - Running True
            pod=web Job/nightly - Succeeded False
            pod=web ReplicaSet/never-77 77 Pending False
            """;

    /** What the new k3s does not do. */
    enum Fault {
        NONE,
        STARTS,
        API,
        NODE,
        KUBELET,
        DNS,
        POD,
        CANARY,
        CANARY_DNS
    }

    Fault fault = Fault.NONE;

    /** Looks at the new k3s before its {@link Fault#POD} shows. */
    int wellFor;

    /** What is in the way of new pods, whichever k3s runs. */
    String noPods = "";

    /** The cluster's DNS does not answer a new pod, whichever k3s runs. */
    boolean deaf;

    /** What the API server counts of old APIs. */
    String metrics = "";

    /** What the script tells of the Gateway API's definitions. */
    String definitions = "";

    /** Percent of a CPU. */
    int busy = 7;

    /** Version of the k3s that was started last. */
    String running = OLD;

    private final FakeCluster cluster;
    private final Map<String, Map<String, String>> snapshots = new HashMap<>();
    private int crashes;

    private FakeUpgrade(FakeCluster cluster) {
        this.cluster = cluster;
    }

    /** On a box whose binaries say their version, {@code k3s VERSION}. */
    static FakeUpgrade on(FakeHost host, FakeCluster cluster) {
        FakeUpgrade fake = new FakeUpgrade(cluster);
        host.on(K3sFiles.BINARY + " --version", (h, c) -> says(h, K3sFiles.BINARY))
                .asks(BeginUpgrade.NEXT + " --version", (h, c) -> says(h, BeginUpgrade.NEXT))
                .on(KeepForUpgrade.LABEL, fake::keep)
                .on(RollBackUpgrade.PUT_BACK, FakeUpgrade::putBack)
                .on(RestoreCluster.RESTORE, fake::restore)
                .on(CanaryPod.LOOK, (h, c) -> fake.canary())
                .on(CanaryPod.END, (h, c) -> fake.endCanary())
                .asks("ask how k3s is doing", (h, c) -> fake.state())
                .asks(BoxHealth.LABEL, (h, c) -> out(fake.health(h)))
                .asks(K3sBusyness.LABEL, (h, c) -> out(fake.busy + "\n"))
                .asks(AskedApis.LABEL, (h, c) -> out(fake.metrics))
                .asks(GatewayDefinitions.LABEL, (h, c) -> out(fake.definitions));
        movesAgain(host);
        fake.restartsAgain(host);
        return fake;
    }

    static void movesAgain(FakeHost host) {
        host.on("mv", FakeUpgrade::move);
    }

    void restartsAgain(FakeHost host) {
        host.on(StartK3s.RESTART.label(), this::restart);
    }

    private static CommandOutcome says(FakeHost host, String path) {
        Optional<String> program = host.text(path).filter(text -> text.startsWith("k3s v"));
        return program.isPresent()
                ? out("k3s version " + program.get().split(" ")[1] + " (abc)\n")
                : new CommandOutcome(126, "", "Exec format error");
    }

    /** {@code mv -fT -- FROM TO}. */
    private static CommandOutcome move(FakeHost host, Command command) {
        List<String> words = command.words();
        FakeHost.Node moved = host.files.remove(words.get(3));
        host.put(words.get(4), moved.content(), moved.mode(), moved.owner()); // a change, too
        return DONE;
    }

    private CommandOutcome restart(FakeHost host, Command command) {
        running = host.text(K3sFiles.BINARY).orElse("").split(" ")[1];
        crashes = 0;
        host.directory("/var/lib/rancher/k3s/server/db/snapshots", "0700");
        cluster.objects.put("Datastore schema", running);
        return cluster.restart(host, command);
    }

    private CommandOutcome keep(FakeHost host, Command command) {
        host.files.keySet().removeIf(path -> path.startsWith(KEPT));
        copy(host, K3sFiles.BINARY, KEPT + "/k3s");
        copy(host, IMAGES, KEPT + "/images/archive");
        String name = "snapshot " + snapshots.size();
        snapshots.put(name, new TreeMap<>(cluster.objects));
        host.put(KEPT + "/snapshot", name.getBytes(), "0600", "root:root");
        return DONE;
    }

    private static CommandOutcome putBack(FakeHost host, Command command) {
        if (!host.files.containsKey(KEPT + "/snapshot")) {
            return new CommandOutcome(1, "", "what was kept for the way back is not there");
        }
        host.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "inactive", "enabled", false));
        copy(host, KEPT + "/k3s", K3sFiles.BINARY);
        copy(host, KEPT + "/images/archive", IMAGES);
        copy(host, KEPT + "/snapshot", command.words().get(3));
        return DONE;
    }

    private static void copy(FakeHost host, String from, String to) {
        FakeHost.Node node = host.files.get(from);
        host.put(to, node.content(), node.mode(), node.owner());
    }

    private CommandOutcome restore(FakeHost host, Command command) {
        Optional<Map<String, String>> saved =
                host.text(RestoreCluster.SNAPSHOT).map(snapshots::get);
        if (saved.isEmpty() || host.units.get(K3sFiles.UNIT).isActive()) {
            return new CommandOutcome(1, "", "there is no snapshot, or k3s runs");
        }
        cluster.objects.clear();
        cluster.objects.putAll(saved.get());
        cluster.restored.add(host.text(RestoreCluster.SNAPSHOT).orElse(""));
        host.files.remove(RestoreCluster.SNAPSHOT);
        return DONE;
    }

    private boolean has(Fault other) {
        return fault == other && running.equals(NEW);
    }

    private CommandOutcome state() {
        if (has(Fault.STARTS)) {
            return out(
                    "ActiveState=activating\nSubState=auto-restart\nNRestarts=%d\njournal=boom\n"
                            .formatted(crashes++));
        }
        String state = cluster.state(Set.of("node")).stdout();
        if (has(Fault.API)) {
            state = state.replace("readyz=ok", "readyz=");
        }
        return out(has(Fault.NODE) ? state.replace("node=True", "node=False") : state);
    }

    private CommandOutcome canary() {
        cluster.objects.put(CANARY, running);
        if (has(Fault.CANARY) || !noPods.isEmpty()) {
            return out("phase=Pending\nwhy=ContainerCreating\nevent=Failed: " + noPods + "\n");
        }
        return out(
                "phase=Running\naddress=10.42.0.9\nrunning=yes\ndns=%s\n"
                        .formatted(
                                deaf || has(Fault.CANARY_DNS)
                                        ? "no answer within 5 s"
                                        : "answered"));
    }

    private CommandOutcome endCanary() {
        cluster.objects.remove(CANARY);
        return DONE;
    }

    private String health(FakeHost host) {
        String pods = PODS.replace("HASH", running.equals(OLD) ? "aa" : "bb");
        if (has(Fault.POD) && wellFor-- <= 0) {
            pods = pods.replace("StatefulSet/data - Running True", "StatefulSet/data - Pending ");
        }
        return host.text(KeepForUpgrade.BEFORE).orElse("")
                + "readyz=ok\nkubelet=%s\ndns=%d\n"
                        .formatted(has(Fault.KUBELET) ? OLD : running, has(Fault.DNS) ? 0 : 1)
                + pods
                + "known=pods\n";
    }

    private static CommandOutcome out(String text) {
        return new CommandOutcome(0, text, "");
    }
}
