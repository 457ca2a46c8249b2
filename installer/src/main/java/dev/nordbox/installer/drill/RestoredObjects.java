package dev.nordbox.installer.drill;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.Desk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API server of a restored box has, held against the kit. */
record RestoredObjects(List<Map<String, Object>> items) {

    /**
     * @param listing as {@code kubectl get -o json} prints it
     */
    static RestoredObjects parse(String listing) throws ProblemException {
        try {
            Map<String, Object> list = Json.parse(listing.getBytes(StandardCharsets.UTF_8));
            return new RestoredObjects(
                    Fields.list(list, "items").stream().map(Fields::map).toList());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem("the list of what came back cannot be read", LIST, "run it again"),
                    e);
        }
    }

    private static final String LIST = "k3s kubectl get";

    /** The same UIDs make it the same cluster, and no other that looks like it. */
    Checked namespaces(Kit kit) {
        Map<String, String> wanted = new TreeMap<>();
        kit.small(Kit.NAMESPACES).stream()
                .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                .map(line -> line.split(" "))
                .filter(words -> words.length == 2)
                .forEach(words -> wanted.put(words[1], words[0]));
        if (wanted.isEmpty()) {
            return new Checked(
                    "namespaces",
                    false,
                    "the kit does not have their UIDs: a later nordbox saves them, so save another");
        }
        Map<String, String> found = new TreeMap<>();
        ofKind("Namespace").forEach(item -> found.put(name(item), uid(item)));
        List<String> wrong =
                wanted.entrySet().stream()
                        .filter(each -> !each.getValue().equals(found.get(each.getKey())))
                        .map(each -> difference(each.getKey(), each.getValue(), found))
                        .toList();
        return Checked.of(
                "namespaces", wanted.size() + " namespaces with the UIDs of the kit", wrong);
    }

    private static String difference(String name, String uid, Map<String, String> found) {
        return found.containsKey(name)
                ? "namespace %s has the UID %s, and %s in the kit"
                        .formatted(name, found.get(name), uid)
                : "namespace %s is not there".formatted(name);
    }

    Checked node() {
        List<String> names = ofKind("Node").map(RestoredObjects::name).toList();
        List<String> wrong = new ArrayList<>();
        if (names.size() != 1) {
            wrong.add("there are %d nodes: %s".formatted(names.size(), String.join(", ", names)));
        }
        ofKind("Node")
                .filter(node -> !Conditions.isTrue(node, "Ready"))
                .forEach(node -> wrong.add("node %s is not Ready".formatted(name(node))));
        return Checked.of("node", "one node, Ready: " + String.join(", ", names), wrong);
    }

    /** Those that were claimed are claimed again, and bound. */
    Checked volumes(Kit kit) {
        Map<String, String> found = new TreeMap<>();
        ofKind("PersistentVolume")
                .forEach(
                        item ->
                                found.put(
                                        name(item),
                                        Fields.text(item, "status", "phase").orElse("unknown")));
        List<Volume> claimed =
                kit.manifest().volumes().stream().filter(v -> !v.claim().isEmpty()).toList();
        List<String> wrong =
                claimed.stream()
                        .filter(volume -> !"Bound".equals(found.get(volume.name())))
                        .map(
                                volume ->
                                        "volume %s is %s"
                                                .formatted(
                                                        volume.title(),
                                                        found.getOrDefault(
                                                                volume.name(), "not there")))
                        .toList();
        return Checked.of("volumes", claimed.size() + " volumes are bound to their claims", wrong);
    }

    /**
     * What the snapshot says of a SealedSecret proves nothing: the restored keys are tried on it.
     *
     * @param desk that has them
     * @param secrets {@code NAMESPACE/NAME} of every Secret
     */
    Checked sealedSecrets(Desk desk, Stream<String> secrets) throws ProblemException {
        List<String> wrong = new ArrayList<>();
        List<SealedItems> sealed = new ArrayList<>();
        for (Map<String, Object> item : ofKind(SealedSecret.KIND).toList()) {
            try {
                sealed.add(SealedItems.of(SealedSecret.of(item)));
            } catch (SealingException e) {
                wrong.add("SealedSecret %s: %s".formatted(title(item), e.getMessage()));
            }
        }
        Set<String> there = secrets.collect(Collectors.toSet());
        List<Desk.Answer> answers = desk.inspect(sealed, Set.of());
        for (int i = 0; i < sealed.size(); i++) {
            String title = sealed.get(i).label().namespace() + "/" + sealed.get(i).label().name();
            answers.get(i)
                    .problems()
                    .forEach(
                            (key, why) ->
                                    wrong.add(
                                            "SealedSecret %s: %s does not unseal: %s"
                                                    .formatted(title, key, why)));
            if (!there.contains(title)) {
                wrong.add("SealedSecret %s has no Secret".formatted(title));
            }
        }
        return Checked.of(
                "sealed-secrets",
                sealed.size() + " SealedSecrets unseal with the restored keys",
                wrong);
    }

    private Stream<Map<String, Object>> ofKind(String kind) {
        return items.stream().filter(item -> Fields.text(item, "kind").orElse("").equals(kind));
    }

    private static String name(Object item) {
        return Fields.text(item, "metadata", "name").orElse("");
    }

    private static String uid(Object item) {
        return Fields.text(item, "metadata", "uid").orElse("");
    }

    private static String title(Object item) {
        return Fields.text(item, "metadata", "namespace").orElse("") + "/" + name(item);
    }
}
