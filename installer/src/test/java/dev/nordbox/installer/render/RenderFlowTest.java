package dev.nordbox.installer.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderFlowTest {
    private static final String CONFIG_MAP =
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\n";

    @TempDir Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aBaseAndAnOverlay() throws IOException {
        write("base/kustomization.yaml", "resources: [one.yaml]\n");
        write("base/one.yaml", CONFIG_MAP.formatted("one"));
        write("overlay/kustomization.yaml", "resources: [../base]\nnamePrefix: my-\n");
        write("plain/one.yaml", CONFIG_MAP.formatted("one"));
        write("plain/below/two.yaml", CONFIG_MAP.formatted("two"));
    }

    @Test
    void aKustomizationIsBuiltWithTheBasesAroundIt() {
        assertThat(render("overlay")).isZero();
        assertThat(out()).isEqualTo(CONFIG_MAP.formatted("my-one"));
    }

    @Test
    void plainManifestsAreReadAsTheyLieThere() {
        assertThat(render("plain", "--recurse")).isZero();
        assertThat(out())
                .isEqualTo(CONFIG_MAP.formatted("two") + "---\n" + CONFIG_MAP.formatted("one"));
    }

    @Test
    void outputGoesToAFileWhenOneIsNamed() throws IOException {
        Path file = folder.resolve("out.yaml");

        assertThat(render("overlay", "-o", file.toString())).isZero();
        assertThat(Files.readString(file)).isEqualTo(CONFIG_MAP.formatted("my-one"));
        assertThat(out()).isEmpty();
    }

    @Test
    void aDirectoryGetsAFileForEachObject() throws IOException {
        write("all/kustomization.yaml", "resources: [all.yaml]\n");
        write(
                "all/all.yaml",
                CONFIG_MAP.formatted("One.x")
                        + "---\n"
                        + CONFIG_MAP.formatted("two")
                        + "  namespace: Team\n---\n"
                        + "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n"
                        + "metadata:\n  name: all\n");
        Path several = Files.createDirectory(folder.resolve("several"));
        Path one = Files.createDirectory(folder.resolve("one"));

        assertThat(render("all", "-o", several.toString())).isZero();
        assertThat(render("overlay", "-o", one.toString())).isZero();

        assertThat(several.toFile().list())
                .containsExactlyInAnyOrder(
                        "default_v1_configmap_one.x.yaml",
                        "team_v1_configmap_two.yaml",
                        "rbac.authorization.k8s.io_v1_clusterrole_all.yaml");
        assertThat(one.toFile().list()).containsExactly("v1_configmap_my-one.yaml");
        assertThat(one.resolve("v1_configmap_my-one.yaml"))
                .hasContent(CONFIG_MAP.formatted("my-one"));
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        assertThat(render("overlay", "-o", folder.resolve("no/out.yaml").toString())).isEqualTo(2);
        assertThat(err()).startsWith("Error: open ").endsWith(": no such file or directory\n");
    }

    @Test
    void whatCannotBeBuiltEndsInTwentyTwoWithErrorInFront() {
        assertThat(render("plain")).isEqualTo(22);
        assertThat(err()).startsWith("Error: unable to find one of 'kustomization.yaml'");
        assertThat(out()).isEmpty();
    }

    @Test
    void aMissingDirectoryAndAWrongValueAreErrorsToo() {
        assertThat(render("nowhere")).isEqualTo(22);
        assertThat(render("overlay", "--reorder", "up")).isEqualTo(2);
        assertThat(render("overlay", "--load-restrictor=none")).isEqualTo(2);
        assertThat(err().lines().filter(line -> line.startsWith("Error: ")))
                .hasSize(3)
                .anyMatch(line -> line.contains("illegal flag value --reorder up"));
    }

    @Test
    void whatIsNoDirectoryIsNamedAsItWasTyped() {
        assertThat(run("")).isEqualTo(22);
        assertThat(run("pom.xml")).isEqualTo(22);
        assertThat(run("nowhere/at/all")).isEqualTo(22);
        assertThat(run("https://github.com/example/apps?ref=v1")).isEqualTo(22);
        assertThat(err().lines())
                .containsExactly(
                        "Error: must build at directory: directory path cannot be empty",
                        "Error: must build at directory: 'pom.xml': file is not directory",
                        "Error: must build at directory: not a valid directory: evalsymlink"
                                + " failure on 'nowhere/at/all' : lstat "
                                + Path.of("nowhere").toAbsolutePath()
                                + ": no such file or directory",
                        "Error: remote resource 'https://github.com/example/apps?ref=v1' is"
                                + " refused: builds read their own tree only; commit a copy of it"
                                + " and refer to that");
    }

    @Test
    void warningsAreToldWhenTheBuildFailsToo() throws IOException {
        write("old/kustomization.yaml", "commonLabels: {a: b}\nresources: [missing.yaml]\n");

        assertThat(render("old", "--reorder", "none")).isEqualTo(22);
        assertThat(err())
                .startsWith("Flag --reorder has been deprecated")
                .contains("# Warning: 'commonLabels' is deprecated.")
                .contains("\nError: accumulating resources: ");
    }

    private int render(String directory, String... flags) {
        String[] words = new String[flags.length + 1];
        words[0] = folder.resolve(directory).toString();
        System.arraycopy(flags, 0, words, 1, flags.length);
        return run(words);
    }

    private int run(String... words) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new RenderFlow(out, errors).run(RenderRequest.parse(words).orElseThrow());
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
