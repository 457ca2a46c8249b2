package dev.nordbox.installer.steps;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.SealingDesk;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.profile.Attestation;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.secret.TestKeys;
import dev.nordbox.installer.volume.Dumps;
import dev.nordbox.installer.volume.TrialPod;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * k3s on a {@link FakeHost}: the binary, its unit, and a cluster of labelled objects that can be
 * changed by hand. Every question about a starting k3s brings it one stage on.
 */
final class FakeCluster {
    private static final CommandOutcome DONE = new CommandOutcome(0, "", "");
    private static final String CA = "/var/lib/rancher/k3s/server/tls/server-ca.crt";
    private static final String TOKEN = "Secret nordbox-system/nordbox-controller-token";

    /** Live objects by {@code KIND [NAMESPACE/]NAME}. */
    final Map<String, String> objects = new TreeMap<>();

    final List<String> restarts = new ArrayList<>();

    /** Certificates of the sealing keys, in PEM. */
    final List<String> sealingKeys = new ArrayList<>();

    /** Names of the node objects. */
    final Set<String> nodes = new TreeSet<>();

    /** Labels of nodes. */
    final Map<String, String> locations = new TreeMap<>();

    /** Of the box' own node, beside its location. */
    final Map<String, String> labels = new TreeMap<>();

    /** Values by {@code key:effect}. */
    final Map<String, String> taints = new TreeMap<>();

    /** What became of snapshots that were restored, in order. */
    final List<String> restored = new ArrayList<>();

    /** Paths of what volumes were laid down, in order. */
    final List<String> laid = new ArrayList<>();

    /** Words of each command that has read a dump, and what it read. */
    final List<String> readIn = new ArrayList<>();

    /** How such a command ends. */
    int readInEnds;

    /** Answers still to come about a command that was begun; then nobody knows. */
    final List<String> dumpEnds = new ArrayList<>();

    /** Answers about pods still to come before the database's is Ready. */
    final List<String> pods = new ArrayList<>();

    /** Parts that surveys asked for, one line each, {@code node labelled}. */
    final List<String> asked = new ArrayList<>();

    String address = "203.0.113.7";
    String version = "v1.36.4+k3s1";
    Optional<CommandOutcome> refusal = Optional.empty();

    /** What applying says while a definition is still to come. */
    final List<String> kindsToCome = new ArrayList<>();

    /** Who else applies an object, with a blank behind each. */
    final Map<String, String> appliers = new TreeMap<>();

    /** Answers about k3s still to come before it is up, as the script prints them. */
    final List<String> starting = new ArrayList<>();

    /** How often it is still asked for in vain after each start. */
    int staysOnItsWay;

    private final FakeHost host;
    private int askedInVain;
    int tokens;

    private FakeCluster(FakeHost host) {
        this.host = host;
    }

    static FakeCluster on(FakeHost host) {
        FakeCluster cluster = new FakeCluster(host);
        FakeUpgrade.movesAgain(host);
        host.on(K3sFiles.BINARY + " --version", cluster::version)
                .asks(BeginUpgrade.NEXT + " --version", cluster::version)
                .on("ln", cluster::link)
                .on("rm", cluster::remove)
                .on(RemoveK3s.LABEL, cluster::endEverything)
                .on("make the server token", cluster::makeToken)
                .on(RestoreCluster.RECEIVE, cluster::receive)
                .on(RestoreCluster.RESTORE, cluster::restore)
                .on(VolumeData.LAY, cluster::lay)
                .asks(VolumeData.COMPARE, FakeCluster::compare)
                .asks(Dumps.LABEL, FakeCluster::dumps)
                .asks(ReadDumpsIn.PODS, (h, c) -> cluster.pods())
                .asks(ReadDumpsIn.END, (h, c) -> out(cluster.dumpEnd()))
                .on(ReadDumpsIn.READ + "shop, pod/db-0", cluster::readDump)
                .on(ReadDumpsIn.READ + "shop, pod/db-1", cluster::readDump)
                .on("systemctl restart --no-block k3s.service", cluster::restart)
                .asks("ask how k3s is doing", (h, c) -> cluster.state(Set.of("node")))
                .asks(K3sSurvey.LABEL, cluster::answerSurvey)
                .asks(AwaitPolicies.LABEL, (h, c) -> out(cluster.policies))
                .asks(
                        "find out what is wrong with k3s",
                        (h, c) -> out("systemd: ActiveState=activating\njournal: no space left\n"))
                .on(BoxDesk.BEGIN, FakeCluster::beginKey)
                .on(BoxDesk.ASK, cluster::answerForKeys)
                .on(K3sFiles.BINARY, cluster::kubectl)
                .on("write the controller's kubeconfig", cluster::writeKubeconfig);
        return cluster;
    }

    /** What the host says of policies: nothing while they are in force. */
    String policies = "";

    /** Somebody changes an object with kubectl. */
    void edit(String name) {
        objects.computeIfPresent(name, (key, yaml) -> yaml + "# edited\n");
    }

    private CommandOutcome version(FakeHost fake, Command command) {
        return fake.files.containsKey(command.words().get(0))
                ? out("k3s version " + version + " (abc)\ngo version go1.26\n")
                : new CommandOutcome(127, "", "not found");
    }

    /** {@code ln -s TARGET LINK}. */
    private CommandOutcome link(FakeHost fake, Command command) {
        fake.link(command.words().get(3), command.words().get(2));
        return DONE;
    }

    /** {@code rm -f FILE} and {@code rm -rf --one-file-system -- PATH…}. */
    private CommandOutcome remove(FakeHost fake, Command command) {
        command.words().stream()
                .filter(word -> word.startsWith("/"))
                .forEach(
                        path ->
                                fake.files
                                        .keySet()
                                        .removeIf(
                                                file ->
                                                        file.equals(path)
                                                                || file.startsWith(path + "/")));
        return DONE;
    }

    private CommandOutcome endEverything(FakeHost fake, Command command) {
        fake.units.computeIfPresent(
                K3sFiles.UNIT,
                (name, unit) -> new UnitFacts("loaded", "inactive", unit.fileState(), false));
        return DONE;
    }

    private CommandOutcome makeToken(FakeHost fake, Command command) {
        byte[] token =
                fake.text(K3sFiles.TOKEN)
                        .filter(text -> !text.isEmpty())
                        .orElse("t".repeat(64))
                        .getBytes();
        fake.put(K3sFiles.TOKEN, token, "0600", "root:root");
        return DONE;
    }

    CommandOutcome restart(FakeHost fake, Command command) {
        if (!fake.files.containsKey("/etc/systemd/system/k3s.service")) {
            return new CommandOutcome(5, "", "Unit k3s.service not found.");
        }
        restarts.add(fake.text("/etc/rancher/k3s/config.yaml").orElse(""));
        askedInVain = 0;
        fake.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "activating", "enabled", false));
        fake.started(K3sFiles.UNIT);
        fake.directory(Restoration.DATASTORE, "0700");
        if (!fake.files.containsKey(CA)) {
            fake.put(CA, "the CA".getBytes(), "0644", "root:root");
        }
        nodes.add("fake");
        return DONE;
    }

    /** {@code sh -c SCRIPT sh PATH SUM}, and the snapshot on standard input. */
    private CommandOutcome receive(FakeHost fake, Command command) {
        String sum = command.words().get(5);
        if (!FileFacts.sha256(command.input()).equals(sum)) {
            return new CommandOutcome(1, "", "the snapshot that arrived is not the one of the kit");
        }
        fake.put(command.words().get(4), command.input(), "0600", "root:root");
        return DONE;
    }

    /** {@code KIND SIZE SUM MODE OWNER PATH}, and SIZE bytes, on standard input. */
    private CommandOutcome lay(FakeHost fake, Command command) {
        String all = new String(command.input(), StandardCharsets.ISO_8859_1);
        while (!all.equals("end\n")) {
            String[] words = all.substring(0, all.indexOf('\n')).split(" ");
            String rest = all.substring(all.indexOf('\n') + 1);
            int size = Integer.parseInt(words[1]);
            byte[] content = rest.substring(0, size).getBytes(StandardCharsets.ISO_8859_1);
            if (size > 0 && !FileFacts.sha256(content).equals(words[2])) {
                return new CommandOutcome(1, "", "not what the kit has");
            }
            if (words[0].equals("output")) {
                fake.put(words[5], content, words[3], words[4]);
            } else {
                if (fake.files.containsKey(words[5])) {
                    return new CommandOutcome(1, "", words[5] + " is there already");
                }
                fake.directory(words[5], words[3]);
                fake.put(words[5] + "/content", content, "0600", words[4]);
            }
            laid.add(words[5]);
            all = rest.substring(size);
        }
        return DONE;
    }

    private CommandOutcome pods() {
        return out(
                pods.size() > 1 ? pods.remove(0) : pods.isEmpty() ? TrialPod.ready() : pods.get(0));
    }

    private String dumpEnd() {
        return dumpEnds.isEmpty() ? "" : dumpEnds.remove(0);
    }

    private static CommandOutcome dumps(FakeHost fake, Command command) {
        String note = fake.text("/var/lib/nordbox-installer/notes/" + Dumps.NOTE).orElse("");
        String there =
                fake.files.keySet().stream()
                        .filter(path -> path.startsWith(VolumeData.OUTPUTS + "/"))
                        .map(path -> "there " + path + "\n")
                        .collect(Collectors.joining());
        return out((note.isEmpty() ? "" : "note " + note) + there);
    }

    /** {@code sh -s -- PLACE NAMESPACE CONTAINER POD WORDS…}. */
    private CommandOutcome readDump(FakeHost fake, Command command) {
        List<String> words = command.words().subList(3, command.words().size());
        readIn.add(
                String.join(" ", words.subList(1, words.size()))
                        + " <"
                        + fake.text(words.get(0)).orElseThrow());
        if (readInEnds == 0) {
            fake.files.remove(words.get(0));
        }
        return out("exit %d\nmillis 1200\n".formatted(readInEnds));
    }

    /** The same lines and bytes as are laid down. */
    private static CommandOutcome compare(FakeHost fake, Command command) {
        StringBuilder differs = new StringBuilder();
        String all = new String(command.input(), StandardCharsets.ISO_8859_1);
        while (!all.equals("end\n")) {
            String[] words = all.substring(0, all.indexOf('\n')).split(" ");
            String rest = all.substring(all.indexOf('\n') + 1);
            String content = rest.substring(0, Integer.parseInt(words[1]));
            String place = words[0].equals("output") ? words[5] : words[5] + "/content";
            if (!fake.text(place).equals(Optional.of(content))) {
                differs.append("differs " + words[5] + "\n");
            }
            all = rest.substring(content.length());
        }
        return out(differs.toString());
    }

    /** A cluster with a node and a sealing key comes out of any snapshot. */
    CommandOutcome restore(FakeHost fake, Command command) {
        if (fake.units.getOrDefault(K3sFiles.UNIT, UnitFacts.ABSENT).isActive()) {
            return new CommandOutcome(1, "", "k3s runs");
        }
        restored.add(
                fake.text(K3sFiles.TOKEN).orElse("") + " " + fake.text(RestoreCluster.SNAPSHOT));
        fake.files.remove(RestoreCluster.SNAPSHOT);
        fake.directory(Restoration.DATASTORE, "0700");
        fake.put(CA, "the old CA".getBytes(), "0644", "root:root");
        nodes.clear();
        nodes.add("old-node");
        sealingKeys.clear();
        sealingKeys.add(TestKeys.OLD.certificate().pem());
        return DONE;
    }

    String lastStart() {
        return host.lastStart(K3sFiles.UNIT);
    }

    private CommandOutcome answerSurvey(FakeHost fake, Command command) {
        Set<String> words = Set.copyOf(command.words());
        asked.add(
                Stream.of(ClusterPart.values())
                        .map(ClusterPart::word)
                        .filter(words::contains)
                        .collect(Collectors.joining(" ")));
        return state(words);
    }

    CommandOutcome state(Set<String> words) {
        if (!starting.isEmpty()) {
            return out(starting.remove(0));
        }
        UnitFacts unit = host.units.getOrDefault(K3sFiles.UNIT, UnitFacts.ABSENT);
        if (unit.active().equals("inactive")) {
            return out("ActiveState=inactive\nSubState=dead\nNRestarts=0\njournal=\n");
        }
        if (unit.isActivating() && askedInVain++ < staysOnItsWay) {
            return out("ActiveState=activating\nInvocationID=" + lastStart() + "\n");
        }
        host.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "active", "enabled", false));
        return out(FakeAnswer.of(this, words));
    }

    /** What the jar on the box does: makes the first key if there is none, stores brought ones. */
    private static CommandOutcome beginKey(FakeHost fake, Command command) {
        fake.directory(BoxDesk.BEGUN, "0700");
        return DONE;
    }

    private CommandOutcome answerForKeys(FakeHost fake, Command command) {
        if (!fake.files.containsKey(ControllerPaths.JAR)
                || !fake.files.containsKey(ControllerPaths.KUBECONFIG)) {
            return new CommandOutcome(1, "", "there is no controller on it");
        }
        boolean prepares = command.words().contains("prepare");
        if (prepares) {
            fake.files.remove(BoxDesk.BEGUN);
        }
        Map<String, Object> request = prepares ? Map.of() : Json.parse(command.input());
        if (Fields.text(request, "op").equals(Optional.of("inspect"))) {
            return inspect(request);
        }
        if (Fields.text(request, "op").equals(Optional.of("bring"))) {
            Fields.list(request, "keys").stream()
                    .flatMap(key -> Fields.text(key, "cert").stream())
                    .filter(cert -> !sealingKeys.contains(cert))
                    .forEach(sealingKeys::add);
        } else if (sealingKeys.isEmpty()) {
            sealingKeys.add(TestKeys.OLD.certificate().pem());
        }
        return out("{\"keys\":[]}");
    }

    /** With the key that comes out of any snapshot. */
    private static CommandOutcome inspect(Map<String, Object> request) {
        SealingDesk desk = new SealingDesk(new KeyRing(List.of(TestKeys.OLD)), new SecureRandom());
        try {
            return out(new String(Json.print(desk.answer(request)), StandardCharsets.UTF_8));
        } catch (SealingException e) {
            return new CommandOutcome(1, "", String.valueOf(e.getMessage()));
        }
    }

    private void label(String node, String word) {
        int equals = word.indexOf('=');
        String key = word.substring(0, equals < 0 ? word.length() - 1 : equals);
        Map<String, String> all = key.equals(Attestation.LABEL) ? locations : labels;
        String entry = key.equals(Attestation.LABEL) ? node : key;
        if (equals < 0) {
            all.remove(entry);
        } else {
            all.put(entry, word.substring(equals + 1));
        }
    }

    private void taint(String word) {
        if (word.endsWith("-")) {
            taints.remove(word.substring(0, word.length() - 1));
            return;
        }
        int colon = word.lastIndexOf(':');
        String[] pair = word.substring(0, colon).split("=", 2);
        taints.put(pair[0] + word.substring(colon), pair.length > 1 ? pair[1] : "");
    }

    /** {@code k3s kubectl apply|delete …}. */
    private CommandOutcome kubectl(FakeHost fake, Command command) {
        List<String> words = command.words();
        if (words.contains("label")) {
            for (String word : words.subList(5, words.size())) {
                if (!word.startsWith("--")) {
                    label(words.get(4), word);
                }
            }
            return DONE;
        }
        if (words.contains("taint")) {
            words.subList(5, words.size()).stream()
                    .filter(word -> !word.startsWith("--"))
                    .forEach(this::taint);
            return DONE;
        }
        if (words.contains("node")) {
            nodes.remove(words.get(words.size() - 1));
            return DONE;
        }
        if (words.contains("--filename=-")) {
            String object = named(new String(command.input(), StandardCharsets.UTF_8));
            if (words.contains("get")) {
                return out(appliers.getOrDefault(object, ""));
            }
            objects.remove(object);
            return DONE;
        }
        if (words.contains("delete")) {
            String namespace =
                    words.stream()
                            .filter(word -> word.startsWith("--namespace="))
                            .map(word -> word.substring("--namespace=".length()) + "/")
                            .findFirst()
                            .orElse("");
            objects.remove(
                    words.get(words.indexOf("delete") + 1)
                            + " "
                            + namespace
                            + words.get(words.size() - 1));
            return DONE;
        }
        if (!kindsToCome.isEmpty()) {
            return new CommandOutcome(1, "", kindsToCome.remove(0));
        }
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!objects.containsKey(TOKEN)) {
            tokens++;
        }
        objects.putAll(manifests());
        return DONE;
    }

    private CommandOutcome writeKubeconfig(FakeHost fake, Command command) {
        if (!objects.containsKey(TOKEN)) {
            return new CommandOutcome(1, "", "Kubernetes made no token");
        }
        byte[] text = ("token " + tokens).getBytes(StandardCharsets.UTF_8);
        fake.put(ControllerPaths.KUBECONFIG, text, "0640", "root:nordbox");
        String note =
                "uid-%d %s %s\n"
                        .formatted(
                                tokens,
                                FileFacts.sha256(fake.text(CA).orElse("")),
                                FileFacts.sha256(text));
        fake.put(
                "/var/lib/nordbox-installer/notes/" + GrantControllerAccess.NOTE,
                note.getBytes(StandardCharsets.UTF_8),
                "0600",
                "root:root");
        return DONE;
    }

    Map<String, String> manifests() {
        Map<String, String> manifests = new TreeMap<>();
        for (String yaml : host.text(WantedBaseline.FILE).orElse("").split("\n---\n")) {
            if (!yaml.isBlank()) {
                String namespace = field(yaml, "  namespace: ");
                String slash = namespace.isEmpty() ? "" : namespace + "/";
                manifests.put(
                        field(yaml, "kind: ") + " " + slash + field(yaml, "  name: "),
                        yaml.strip() + "\n");
            }
        }
        return manifests;
    }

    /** The object that a line of JSON names. */
    private static String named(String json) {
        Matcher matcher =
                Pattern.compile(
                                "\"kind\": \"(\\w+)\".*\"name\": \"([^\"]+)\"(?:, \"namespace\": \"([^\"]+)\")?")
                        .matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException(json);
        }
        String slash = matcher.group(3) == null ? "" : matcher.group(3) + "/";
        return matcher.group(1) + " " + slash + matcher.group(2);
    }

    private static String field(String yaml, String prefix) {
        return yaml.lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()).replace("\"", "").strip())
                .orElse("");
    }

    private static CommandOutcome out(String text) {
        return new CommandOutcome(0, text, "");
    }
}
