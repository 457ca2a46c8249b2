package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.kustomize.BuildOptions;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Places;
import dev.nordbox.appliance.seal.PlainSecrets;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.appliance.seal.UnsealedSecret;
import dev.nordbox.appliance.seal.Unsealing;
import dev.nordbox.appliance.tree.DirectoryTree;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.secret.TestKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the refusal of a plain Secret tells to paste is pasted, and the commit is then accepted. */
class PastedAdviceTest {
    private static final String BASE_SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: c4n4ry-71}\n";

    @TempDir Path repository;

    @BeforeEach
    void certificateInGit() throws Exception {
        write("sealing.pem", TestKeys.NEW.certificate().pem());
    }

    @Test
    void aSecretThatGetsItsNamespaceFromTheOverlay() throws Exception {
        write("base/db.yaml", BASE_SECRET);
        write("base/kustomization.yaml", "resources: [db.yaml]\n");
        write("prod/kustomization.yaml", "namespace: shop\nresources: [../base]\n");

        List<String> words = words(only(commands(refusal("prod"))));
        pasted(words, "");
        write("base/kustomization.yaml", "resources: [db.sealed.yaml]\n");

        assertThat(unsealed("prod").content())
                .extracting("metadata")
                .asString()
                .contains("name=db,");
    }

    @Test
    void aSecretThatGetsItsNameFromTheOverlay() throws Exception {
        write("base/db.yaml", BASE_SECRET);
        write("base/kustomization.yaml", "resources: [db.yaml]\n");
        write(
                "prod/kustomization.yaml",
                "namespace: shop\nnamePrefix: prod-\nresources: [../base]\n");

        String refusal = refusal("prod");
        assertThat(refusal).contains("nameReference of kind SealedSecret");
        pasted(words(only(commands(refusal))), "");
        write("base/kustomization.yaml", "resources: [db.sealed.yaml]\n");

        UnsealedSecret secret = unsealed("prod");
        assertThat(Fields.text(secret.content(), "metadata", "name")).hasValue("prod-db");
    }

    @Test
    void aSecretThatAnOverlayTakesToAnotherNamespaceThanItsOwn() throws Exception {
        write("db.yaml", BASE_SECRET.replace("name: db", "name: db, namespace: dev"));
        write("kustomization.yaml", "namespace: shop\nresources: [db.yaml]\n");

        List<String> steps = commands(refusal(""));
        assertThat(steps.get(0)).isEqualTo("namespace: shop");
        write("db.yaml", BASE_SECRET.replace("name: db", "name: db, namespace: shop"));
        pasted(words(steps.get(1)), "");
        write("kustomization.yaml", "namespace: shop\nresources: [db.sealed.yaml]\n");

        assertThat(unsealed("").content()).isNotEmpty();
    }

    @Test
    void whatAGeneratorMakesIsSealedUnderTheNameBeforeTheHash() throws Exception {
        write(
                "prod/kustomization.yaml",
                """
                namespace: shop
                secretGenerator:
                  - name: db
                    type: example.org/login
                    literals: [password=c4n4ry-71]
                """);

        String refusal = refusal("prod");
        assertThat(refusal).startsWith("prod/kustomization.yaml:3: the Secret shop/db-");
        String[] pipe = only(commands(refusal)).split(" \\| ");
        List<String> create = words(pipe[0]);
        assertThat(create)
                .containsSequence("kubectl", "create", "secret", "generic", "db", "-n", "shop")
                .contains("--type=example.org/login", "--from-literal=password=…");
        String created = BASE_SECRET.replace("name: db", "name: db, namespace: shop");
        pasted(words(pipe[1]), created);
        write("prod/kustomization.yaml", "namespace: shop\nresources: [db.sealed.yaml]\n");

        assertThat(Fields.text(unsealed("prod").content(), "metadata", "name")).hasValue("db");
    }

    @Test
    void aSecretWhoseValuesStandInAPatch() throws Exception {
        write("base/db.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n");
        write("base/kustomization.yaml", "resources: [db.yaml]\n");
        write("prod/patch.yaml", BASE_SECRET);
        write(
                "prod/kustomization.yaml",
                "namespace: shop\nnamePrefix: prod-\nresources: [../base]\npatches: [{path:"
                        + " patch.yaml}]\n");

        String refusal = refusal("prod");
        assertThat(refusal)
                .startsWith("base/db.yaml:1: the Secret shop/prod-db is in the clear (password)")
                .contains(
                        "take password out of the patch (or replacement) that puts it into base/db")
                .contains("take it out of base/db.yaml and put db.sealed.yaml into the");
        String[] pipe = only(commands(refusal)).split(" \\| ");
        assertThat(words(pipe[0]))
                .containsSequence("kubectl", "create", "secret", "generic", "db", "-n", "shop")
                .contains("--from-literal=password=…");
        pasted(words(pipe[1]), BASE_SECRET.replace("name: db", "name: db, namespace: shop"));
        write("base/kustomization.yaml", "resources: [db.sealed.yaml]\n");
        write(
                "prod/kustomization.yaml",
                "namespace: shop\nnamePrefix: prod-\nresources: [../base]\n");

        assertThat(Fields.text(unsealed("prod").content(), "metadata", "name")).hasValue("prod-db");
    }

    @Test
    void aSecretOfWhichAPatchAddsAValueIsSealedWhole() throws Exception {
        write("db.yaml", BASE_SECRET);
        write(
                "kustomization.yaml",
                "namespace: shop\nresources: [db.yaml]\npatches: [{patch: '{apiVersion: v1, kind:"
                        + " Secret, metadata: {name: db}, stringData: {user: canary}}'}]\n");

        String refusal = refusal("");
        assertThat(refusal).contains("take user out of the patch");
        assertThat(words(only(commands(refusal)).split(" \\| ")[0]))
                .contains("--from-literal=password=…", "--from-literal=user=…");
    }

    private String refusal(String directory) throws Exception {
        PlainSecrets rule = new PlainSecrets(PlainSecrets.Policy.REFUSE);
        String message =
                rule.objection(only(rendered(directory)))
                        .map(PlainSecrets.Objection::message)
                        .orElseThrow();
        assertThat(message).doesNotContain("c4n4ry");
        return message;
    }

    /** What stands in backticks before the notes. */
    private static List<String> commands(String message) {
        Matcher command = Pattern.compile("`([^`]+)`").matcher(message);
        return command.results()
                .map(found -> found.group(1))
                .filter(text -> !text.equals("resources:") && !text.contains("keys --host"))
                .toList();
    }

    /** As a shell takes them apart. */
    private List<String> words(String command) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command)
                        .directory(repository.toFile())
                        .start();
        String lines = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return lines.lines().toList();
    }

    /** Relative paths are those of the repository, where a person pastes. */
    private void pasted(List<String> words, String input) {
        assertThat(words.get(0)).isEqualTo("nordbox");
        String[] here =
                words.stream()
                        .skip(1)
                        .map(
                                word ->
                                        word.matches(".*\\.(yaml|pem)")
                                                ? repository.resolve(word).toString()
                                                : word)
                        .toArray(String[]::new);
        TestSurroundings around = new TestSurroundings(repository);
        int code =
                new Cli(
                                around.surroundings(),
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                        .execute(here);
        assertThat(code).as(around.err()).isZero();
    }

    private UnsealedSecret unsealed(String directory) throws Exception {
        Manifest manifest = only(rendered(directory));
        return new Unsealing(
                        new KeyRing(List.of(TestKeys.NEW)),
                        new SprigTemplate(),
                        () -> Places.UNKNOWN)
                .unseal(SealedSecret.of(manifest.content()));
    }

    private List<Manifest> rendered(String directory) throws Exception {
        return new Kustomize()
                .build(new DirectoryTree(repository), directory, BuildOptions.defaults())
                .toManifests();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private void write(String name, String text) throws Exception {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
