package dev.nordbox.appliance.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nordbox.appliance.render.kustomize.config.FieldOptions;
import dev.nordbox.appliance.render.kustomize.config.TargetSelector;
import dev.nordbox.appliance.render.kustomize.filter.ReplacementFilter;
import dev.nordbox.appliance.render.kustomize.jsonpatch.JsonPatch;
import dev.nordbox.appliance.render.kustomize.merge.StrategicMerge;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.render.yaml.JsonReader;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.SourceText;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Broken input costs a typed error and nothing else. The corpus and the seed are fixed; {@code
 * -Dnordbox.fuzz.seconds} makes a run longer, {@code -Dnordbox.fuzz.seed} another.
 */
class RenderFuzzTest {
    private static final Duration TIME =
            Duration.ofSeconds(Long.getLong("nordbox.fuzz.seconds", 4));
    private static final long SEED = Long.getLong("nordbox.fuzz.seed", 20_250_101L);

    private static final List<String> CORPUS =
            List.of(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web, labels: {app: web}, finalizers: [a, b]}
                    spec:
                      replicas: 2
                      template:
                        spec:
                          containers:
                          - name: web # {"type":"array"}
                            image: nginx:1
                            ports:
                            - {containerPort: 80, protocol: TCP}
                            env: &env
                            - {name: A, value: "1"}
                          - name: side
                            env: *env
                            args: [-a, 'b', "c\\n"]
                    """,
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: cm}
                    data:
                      app.yaml: |
                        # comment
                        server: {host: x, port: 1}
                      app.json: '{"a": [1, {"b": null}]}'
                      folded: >-
                        some text

                        more
                    """,
                    """
                    apiVersion: v1
                    kind: Pod
                    spec:
                      $patch: replace
                      containers:
                      - $patch: delete
                        name: web
                      - $patch: replace
                      volumes: null
                    """,
                    """
                    - {op: add, path: /spec/replicas, value: 3}
                    - {op: move, from: /spec, path: /moved}
                    - {op: copy, from: /metadata, path: /metadata/copy}
                    - {op: test, path: /kind, value: Pod}
                    - {op: remove, path: /spec/template/0}
                    """,
                    "? complex\n: - 1\n- 2\n? [a, b]\n: {c: d}\n--- !!map\n%TAG ! x\n...\n",
                    "a: &a [x]\nb: &b {<<: *a, c: *a}\n\"\\u00e9\\U0001F600\": 'it''s'\n");

    private static final List<String> PIECES =
            List.of(
                    ": ",
                    "- ",
                    "#",
                    "\n",
                    "\n\n",
                    "  ",
                    "\t",
                    "\"",
                    "'",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    "|",
                    ">",
                    "&a ",
                    "*a",
                    "!t ",
                    "---\n",
                    "...\n",
                    "? ",
                    "<<: ",
                    "%",
                    "@",
                    "\\",
                    "$patch: delete",
                    "null",
                    "0x",
                    "1e999",
                    "~",
                    "\u0085",
                    "\u2028",
                    "\uFEFF",
                    "\uD83D\uDE00",
                    "\uD800",
                    "\0",
                    "\u007f",
                    "/",
                    "~1",
                    "-1",
                    "99999999999999999999");

    private static final List<String> PATHS =
            List.of(
                    "spec.template.spec.containers.[name=web].image",
                    "data.app\\.yaml.server.host",
                    "data.app\\.json.a.1.b",
                    "spec.*.x",
                    "metadata.[a=b].c",
                    "metadata.finalizers.9",
                    "[=",
                    "a..b",
                    "-");

    private final Random random = new Random(SEED);

    @Test
    void nothingButATypedErrorComesOut() {
        long end = System.nanoTime() + TIME.toNanos();
        int rounds = 0;
        int parsed = 0;
        while (System.nanoTime() < end) {
            String resource = mutated();
            String patch = mutated();
            try {
                parsed += render(resource, patch);
            } catch (RuntimeException | StackOverflowError e) {
                fail(
                        "seed %d, round %d:\n%s\n-- patch\n%s"
                                .formatted(SEED, rounds, resource, patch),
                        e);
            }
            rounds++;
        }
        assertThat(parsed).as("inputs that got past the parser").isGreaterThan(rounds / 20);
    }

    /** Runs everything that takes input of the repository; 1 when the resource could be parsed. */
    private int render(String resource, String patch) {
        attempt(() -> JsonReader.read(resource));
        attempt(() -> YamlParser.forConfiguration().parseDocuments(resource));
        List<Node> parsed = new ArrayList<>();
        attempt(() -> parsed.addAll(YamlParser.forResources().parseDocuments(resource)));
        for (Node node : parsed) {
            attempt(() -> YamlEmitter.emit(node));
            attempt(() -> SourceText.of(node));
            attempt(() -> JsonPatch.parse(patch).apply(node));
            attempt(() -> write(node));
            attempt(() -> merge(patch, node));
            attempt(() -> YamlEmitter.emit(node));
        }
        return parsed.isEmpty() ? 0 : 1;
    }

    private static Object merge(String patch, Node node) throws RenderException {
        return new StrategicMerge(OpenApi.kubernetes())
                .merge(YamlParser.forResources().parse(patch), node);
    }

    private Object write(Node node) throws RenderException {
        FieldOptions options =
                new FieldOptions(
                        random.nextBoolean() ? "" : ":",
                        random.nextInt(5) - 1,
                        "",
                        random.nextBoolean());
        String path = PATHS.get(random.nextInt(PATHS.size()));
        ReplacementFilter.write(
                node,
                node.copy(),
                new TargetSelector(
                        Optional.empty(), List.of(), List.of(path), Optional.of(options)));
        return path;
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (RenderException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private interface Step {
        Object run() throws RenderException;
    }

    private String mutated() {
        StringBuilder text = new StringBuilder(CORPUS.get(random.nextInt(CORPUS.size())));
        int changes = random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 2 -> text.insert(at, text.substring(0, Math.min(at, 40)));
                default -> text.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }
}
