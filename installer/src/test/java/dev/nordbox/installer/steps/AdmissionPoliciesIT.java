package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.baseline.AdmissionPolicies;
import dev.nordbox.installer.baseline.BaselineObject;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profile's admission policies on the API server of the k3s that NORDBOX_K3S names. */
class AdmissionPoliciesIT {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final String CONTROLLER =
            "--as=system:serviceaccount:nordbox-system:nordbox-controller";
    private static final String PROVISIONER =
            "--as=system:serviceaccount:kube-system:local-path-provisioner-service-account";
    private static final String ROOT = "";
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
    private static final String DIGEST = "@sha256:" + "1".repeat(64);
    private static final String IMAGE = "\"registry.example.no/x" + DIGEST + "\"";
    private static final Pattern NAME = Pattern.compile("name: ((?:take|refuse)-[a-z0-9-]+)");

    @TempDir Path folder;
    private Process k3s;

    @BeforeEach
    void anApiServer() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            k3s =
                    process(
                            "server",
                            "--disable-agent",
                            "--data-dir=" + folder.resolve("data"),
                            "--https-listen-port=" + free.getLocalPort(),
                            "--write-kubeconfig=" + folder.resolve("k3s.yaml"));
        }
        await().atMost(READY)
                .failFast("k3s ended", () -> !k3s.isAlive())
                .until(() -> kubectl("get", "namespace", "default").startsWith("NAME"));
        apply("kinds", read("kinds.yaml"));
        for (String namespace : List.of("web", "agents", "tools")) {
            kubectl("create", "namespace", namespace);
        }
        kubectl(
                "create",
                "clusterrolebinding",
                "controller",
                "--clusterrole=cluster-admin",
                "--serviceaccount=nordbox-system:nordbox-controller",
                "--serviceaccount=kube-system:local-path-provisioner-service-account");
        makeBefore();
        apply("policies", policies());
    }

    @AfterEach
    void itGoes() throws Exception {
        List<ProcessHandle> children = k3s.descendants().toList();
        k3s.destroy();
        k3s.waitFor(1, TimeUnit.MINUTES);
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void eachTakesWhatItMustAndRefusesTheRestByItsOwnRule() throws Exception {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put(CONTROLLER, objects("objects.yaml"));
        asked.put(PROVISIONER, objects("volumes.yaml"));
        asked.put(ROOT, objects("root.yaml"));

        // A policy bites some moments after it was taken.
        await().atMost(READY)
                .untilAsserted(
                        () -> {
                            for (Map.Entry<String, String> one : asked.entrySet()) {
                                String answers = dryRun(one.getKey(), one.getValue());
                                assertThat(wrong(one.getValue(), answers)).isEmpty();
                            }
                        });

        assertThat(names(String.join("\n", asked.values()))).hasSizeGreaterThan(30);
        assertThat(kubectl("get", "validatingadmissionpolicies", "-o", "yaml"))
                .doesNotContain("expressionWarnings");
    }

    private static String objects(String file) {
        return read(file).replace("IMAGE", IMAGE).replace("DIGEST", DIGEST);
    }

    /** A pod needs the account of its namespace, which comes by itself. */
    private void makeBefore() {
        await().atMost(READY).untilAsserted(() -> apply("before", objects("before.yaml")));
    }

    @Test
    void whatWasThereBeforeIsChangedButNotWidened() throws Exception {
        await().atMost(READY)
                .untilAsserted(
                        () ->
                                assertThat(label("namespace", "web", ENFORCE + "=baseline"))
                                        .contains("K8S-01: "));

        assertThat(label("pod", "wide", "a=b")).contains("pod/wide labeled");
        assertThat(label("persistentvolume", "wide", "a=b")).contains("wide labeled");
        assertThat(reclaim("Retain")).contains("wide patched");
        assertThat(label("namespace", "wide", "a=b")).contains("namespace/wide labeled");
        assertThat(label("namespace", "wide", ENFORCE + "=baseline")).contains("labeled");
        assertThat(label("namespace", "wide", ENFORCE + "-version=v1.0")).contains("K8S-01: ");
        assertThat(label("namespace", "wide", ENFORCE + "-version=latest")).contains("labeled");
        assertThat(label("namespace", "tools", ENFORCE + "=baseline")).contains("labeled");
        assertThat(label("namespace", "tools", ENFORCE + "=privileged")).contains("K8S-01: ");
        assertThat(label("namespace", "agents", ENFORCE + "=privileged")).contains("labeled");
        for (String part : List.of("status", "finalize")) {
            assertThat(put("namespaces/web/" + part, widened("web"))).contains("K8S-01: ");
        }
        assertThat(debugged("plain", "{}")).contains("\"kind\":\"Pod\"");
        assertThat(debugged("plain", "{\"privileged\": true}")).contains("K8S-01: ");
    }

    /**
     * There is no node here, so it is made, and no more; that is told with what the cluster says.
     */
    @Test
    void thePodThatProvesAnUpgradeIsTaken() throws Exception {
        String objects = objects("objects.yaml");
        await().atMost(READY)
                .untilAsserted(
                        () -> assertThat(wrong(objects, dryRun(CONTROLLER, objects))).isEmpty());
        LocalShell shell = withCluster();

        await().atMost(READY)
                .untilAsserted(
                        () ->
                                assertThat(canary(shell).trouble(true).orElse(""))
                                        .startsWith("it has no address, and is Pending: ")
                                        .contains("no nodes available"));
        assertThat(shell.run("canary-end.sh")).isEqualTo(new CommandOutcome(0, "", ""));
        assertThat(kubectl("get", "jobs,pods", "--namespace=kube-system"))
                .doesNotContain("nordbox-canary");
    }

    /** No kubelet is there, so it is given a node, and goes no further. */
    @Test
    void aNodeThatIsTaintedAndCordonedTakesThePodThatProvesAnUpgrade() throws Exception {
        apply(
                "node",
                """
                {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "closed"},
                 "spec": {"unschedulable": true, "taints": [
                  {"key": "node-role.example.no/only", "value": "batch", "effect": "NoSchedule"},
                  {"key": "example.no/out", "effect": "NoExecute"}]}}
                """);
        kubectl(
                "patch",
                "node",
                "closed",
                "--subresource=status",
                "--patch={\"status\": {\"allocatable\": {\"cpu\": \"1\", \"memory\": \"1Gi\","
                        + " \"pods\": \"9\"}, \"capacity\": {\"cpu\": \"1\", \"memory\": \"1Gi\","
                        + " \"pods\": \"9\"}}}");
        LocalShell shell = withCluster();

        await().atMost(READY)
                .untilAsserted(
                        () -> {
                            shell.run("canary-look.sh");
                            assertThat(
                                            kubectl(
                                                    "get",
                                                    "pods",
                                                    "--namespace=kube-system",
                                                    "--selector=nordbox.no/canary",
                                                    "-o",
                                                    "jsonpath={.items[*].spec.nodeName}"))
                                    .isEqualTo("closed");
                        });
    }

    private LocalShell withCluster() throws IOException {
        LocalShell shell = LocalShell.in(folder);
        shell.program("k3s", "exec " + builder(List.of()).command().get(0) + " \"$@\"");
        shell.program("systemctl", "echo 0123456789abcdef0123456789abcdef");
        shell.file("/etc/rancher/k3s/k3s.yaml", folder.resolve("k3s.yaml"));
        shell.file(
                "/var/lib/rancher/k3s/agent/etc/containerd/config.toml",
                Files.writeString(
                        folder.resolve("config.toml"), "sandbox = \"rancher/mirrored-pause:3.6\""));
        return shell;
    }

    private static CanaryState canary(LocalShell shell) throws Exception {
        return CanaryState.parse(shell.run("canary-look.sh").stdout());
    }

    private String label(String kind, String name, String label) throws Exception {
        return kubectl(
                "label",
                "--overwrite",
                "--dry-run=server",
                CONTROLLER,
                "--namespace=web",
                kind,
                name,
                label);
    }

    private String reclaim(String policy) throws Exception {
        return kubectl(
                "patch",
                "persistentvolume",
                "wide",
                "--dry-run=server",
                CONTROLLER,
                "--patch={\"spec\": {\"persistentVolumeReclaimPolicy\": \"" + policy + "\"}}");
    }

    private String debugged(String pod, String context) throws Exception {
        return put(
                "namespaces/web/pods/" + pod + "/ephemeralcontainers",
                """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "namespace": "web"}, "spec":
                {"containers": [], "ephemeralContainers": [{"name": "e", "image": %s, "securityContext": %s}]}}
                """
                        .formatted(pod, IMAGE, context));
    }

    private static String widened(String namespace) {
        return """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s", "labels": {"%s": "privileged"}}}
        """
                .formatted(namespace, ENFORCE);
    }

    /** Of a path below {@code /api/v1/}. */
    private String put(String path, String object) throws Exception {
        Path file = Files.writeString(folder.resolve("put.json"), object);
        return kubectl(
                "replace",
                "--raw=/api/v1/" + path + "?dryRun=All",
                CONTROLLER,
                "--filename=" + file);
    }

    /** Names of objects that were not answered as they are to be. */
    private static List<String> wrong(String objects, String answers) {
        return names(objects).stream()
                .filter(
                        name ->
                                answers.lines()
                                        .noneMatch(
                                                line ->
                                                        name.startsWith("take")
                                                                ? line.contains(
                                                                        "/" + name + " created")
                                                                : isRefused(line, name)))
                .toList();
    }

    private static boolean isRefused(String line, String name) {
        String rule = name.substring(name.length() - "k8s-01".length()).toUpperCase(Locale.ROOT);
        return line.contains('"' + name + "\" is forbidden") && line.contains(rule + ": ");
    }

    private static List<String> names(String objects) {
        Matcher name = NAME.matcher(objects);
        return name.results().map(found -> found.group(1)).toList();
    }

    private static String policies() {
        BoxConfig plain = HeldTo.nordic(Specs.plain()).config();
        BoxConfig config =
                new BoxConfig(
                        plain.name(),
                        plain.profile(),
                        plain.ssh(),
                        plain.git(),
                        plain.k3s(),
                        plain.firewall(),
                        List.of(heldTo("agents", "privileged"), heldTo("tools", "baseline")),
                        plain.templates());
        return AdmissionPolicies.of(config).stream()
                .map(BaselineObject::yaml)
                .collect(Collectors.joining("\n---\n"));
    }

    private static NamespaceConfig heldTo(String name, String standard) {
        NamespaceConfig usual = NamespaceConfig.byDefault(name);
        return new NamespaceConfig(name, standard, usual.quota(), usual.limits(), false, List.of());
    }

    private static String read(String file) {
        return Script.beside(AdmissionPoliciesIT.class, "admission/" + file);
    }

    private void apply(String name, String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
        assertThat(kubectl("apply", "-f", file.toString())).doesNotContain("rror", "invalid");
    }

    private String dryRun(String who, String objects) throws Exception {
        Path file = Files.writeString(folder.resolve("objects.yaml"), objects);
        return kubectl("create", "--dry-run=server", "-f", file.toString(), who);
    }

    private String kubectl(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("kubectl"));
        all.add("--kubeconfig=" + folder.resolve("k3s.yaml"));
        Stream.of(words).filter(word -> !word.isEmpty()).forEach(all::add);
        Path said = Files.createTempFile(folder, "kubectl", ".txt");
        Process process =
                builder(all).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        process.waitFor();
        return Files.readString(said);
    }

    private Process process(String... words) throws IOException {
        return builder(List.of(words))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("k3s.log").toFile())
                .start();
    }

    private static ProcessBuilder builder(List<String> words) {
        Path given = Path.of(System.getenv("NORDBOX_K3S"));
        List<String> all = new ArrayList<>();
        all.add((Files.isDirectory(given) ? given.resolve("k3s") : given).toString());
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().remove("KUBECONFIG");
        return builder;
    }
}
