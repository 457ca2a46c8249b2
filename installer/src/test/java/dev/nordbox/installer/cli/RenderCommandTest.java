package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.render.RenderRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The quick reading of render's words and the full one must not drift apart. */
class RenderCommandTest {
    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apps",
                "apps --load-restrictor LoadRestrictionsNone",
                "--load-restrictor=LoadRestrictionsNone apps",
                "--reorder none apps --enable-managedby-label --enable-alpha-plugins",
                "apps -o out.yaml",
                "apps --output=out.yaml",
                "apps --directory --recurse --include *.yaml --exclude=x/**"
            })
    void bothReadingsAgree(String line) {
        RenderCommand command = command();
        new CommandLine(command).parseArgs(line.split(" "));

        assertThat(RenderRequest.parse(line.split(" "))).contains(command.request());
    }

    @Test
    void noWordsAtAllMeanThisDirectory() {
        RenderCommand command = command();
        new CommandLine(command).parseArgs();

        assertThat(RenderRequest.parse()).contains(command.request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "apps other", "--reorder", "--foo apps", "-o -x apps", "-h apps"})
    void whatIsNotPlainIsLeftToTheFullReading(String line) {
        assertThat(RenderRequest.parse(line.split(" "))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--reordr none | unknown flag: --reordr; did you mean --reorder?",
                "-x apps | unknown shorthand flag: 'x' in -x",
                "apps other | specify one path to kustomization.yaml",
                "apps - | specify one path to kustomization.yaml",
                "apps --reorder | flag needs an argument: --reorder",
                "apps -o | flag needs an argument: 'o' in -o",
                "apps -o --reorder none | flag needs an argument: --output",
                "apps --enable-managedby-label=foo | invalid argument \"foo\" for"
                        + " \"--enable-managedby-label\" flag: strconv.ParseBool: parsing"
                        + " \"foo\": invalid syntax"
            })
    void aSlipIsToldAsKustomizeTellsIt(String line, String told) {
        TestSurroundings around = new TestSurroundings(home);

        assertThat(new Cli(around.surroundings()).execute(("render " + line).split(" ")))
                .isEqualTo(2);
        assertThat(around.err()).isEqualTo("Error: " + told + "\n");
    }

    @Test
    void flagsForProgramsAndChartsAreTaken() {
        RenderCommand command = command();
        new CommandLine(command)
                .parseArgs("apps", "--enable-helm", "--enable-exec", "-e", "A=B", "--mount", "x");

        assertThat(command.request()).isEqualTo(RenderRequest.parse("apps").orElseThrow());
    }

    private RenderCommand command() {
        return new RenderCommand(new TestSurroundings(home).surroundings());
    }

    @Test
    void whatBreaksTheProfileIsRefusedWithRuleFileAndLine() throws Exception {
        Files.writeString(home.resolve("svc.yaml"), NODE_PORT);
        TestSurroundings around = new TestSurroundings(home);

        assertThat(
                        new Cli(around.surroundings())
                                .execute(
                                        "render",
                                        "--directory",
                                        "--profile",
                                        "nordic/no",
                                        home.toString()))
                .isEqualTo(22);
        assertThat(around.err()).contains("svc.yaml:1: K8S-04: Service/web: type NodePort");
        assertThat(around.out()).isEmpty();
    }

    @Test
    void aPodThatTakesTheHostOverIsRefusedUnlessNordboxYamlHasItsNamespaceSo() throws Exception {
        Files.writeString(
                home.resolve("pod.yaml"),
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: agent, namespace: agents}
                spec: {hostNetwork: true, containers: []}
                """);
        Files.writeString(home.resolve("kustomization.yaml"), "resources: [pod.yaml]\n");
        Path box =
                Files.writeString(
                        home.resolve("box.yaml"),
                        "namespaces: [{name: agents, podSecurity: privileged}]");

        assertThat(refusal("--profile", "nordic"))
                .contains("pod.yaml:1: K8S-01: agents/Pod/agent: its pods have hostNetwork");
        assertThat(render("--profile", "nordic", "--config", box.toString()))
                .contains("hostNetwork: true");
    }

    /** As the Application does, whose manifests mostly name none. */
    @Test
    void whereObjectsLieThatNameNoNamespaceIsSaid() throws Exception {
        Files.writeString(
                home.resolve("pod.yaml"),
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: agent}
                spec: {hostNetwork: true, containers: []}
                """);
        Files.writeString(home.resolve("kustomization.yaml"), "resources: [pod.yaml]\n");
        Path box =
                Files.writeString(
                        home.resolve("box.yaml"),
                        "namespaces: [{name: agents, podSecurity: privileged}]");
        String[] held = {"--profile", "nordic", "--config", box.toString()};

        assertThat(refusal(held)).contains("pod.yaml:1: K8S-01: Pod/agent");
        assertThat(render(with(held, "--namespace", "agents"))).contains("hostNetwork: true");
        assertThat(refusal(with(held, "--namespace", "others"))).contains("others/Pod/agent");
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void whatKeepsToTheProfileIsPrinted() throws Exception {
        Files.writeString(home.resolve("svc.yaml"), NODE_PORT.replace("NodePort", "ClusterIP"));
        TestSurroundings around = new TestSurroundings(home);

        assertThat(
                        new Cli(around.surroundings())
                                .execute(
                                        "render",
                                        "--directory",
                                        "--profile",
                                        "nordic",
                                        home.toString()))
                .isZero();
        assertThat(around.out()).contains("name: web");
    }

    @Test
    void aPlainSecretIsRefusedWhenAskedForAndPrintedOtherwise() throws Exception {
        Files.writeString(home.resolve("db.yaml"), PLAIN);
        Files.writeString(
                home.resolve("kustomization.yaml"), "namespace: shop\nresources: [db.yaml]\n");

        assertThat(render()).isEqualTo(PLAIN.replace("name: db", "name: db\n  namespace: shop"));
        assertThat(refusal("--check"))
                .contains(home.toRealPath() + "/db.yaml:1: the Secret shop/db is in the clear (p)")
                .contains("nordbox secret seal --cert sealing.pem -n shop -f " + home.toRealPath())
                .doesNotContain("c4n4ry");
        assertThat(refusal("--profile", "nordic")).contains("is in the clear (p)");
    }

    @Test
    void aPlainSecretPassesWhereTheBoxLetsItPass() throws Exception {
        Files.writeString(home.resolve("db.yaml"), PLAIN);
        Path allowed =
                Files.writeString(home.resolve("box.yaml"), "sealing: {plainSecrets: allow}");
        Files.writeString(home.resolve("kustomization.yaml"), "resources: [db.yaml]\n");

        assertThat(render("--check", "--config", allowed.toString())).isEqualTo(PLAIN);
    }

    private String render(String... options) {
        TestSurroundings around = new TestSurroundings(home);
        assertThat(execute(around, options)).as(around.err()).isZero();
        return around.out();
    }

    private String refusal(String... options) {
        TestSurroundings around = new TestSurroundings(home);
        assertThat(execute(around, options)).isEqualTo(22);
        assertThat(around.out()).isEmpty();
        return around.err();
    }

    private int execute(TestSurroundings around, String... options) {
        String[] words =
                Stream.concat(Stream.of("render", home.toString()), Stream.of(options))
                        .toArray(String[]::new);
        return new Cli(around.surroundings()).execute(words);
    }

    private static final String PLAIN =
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  p: c4n4ry\n";

    private static final String NODE_PORT =
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n";
}
