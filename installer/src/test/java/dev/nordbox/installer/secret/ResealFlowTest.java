package dev.nordbox.installer.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResealFlowTest {
    private static final Pattern SEALED = Pattern.compile("A[QgA-Za-z0-9+/=]{300,}");

    private final List<Problem> passedOver = new ArrayList<>();

    @TempDir Path repository;

    @Test
    void everythingButTheValuesStaysAsItIs() throws Exception {
        String before =
                """
                # the database, ask Ås' team – æøå 🔑 – before you change it
                apiVersion: bitnami.com/v1alpha1
                kind:    SealedSecret   # odd blanks are kept
                metadata:
                  namespace: shop
                  name: db
                spec:
                  encryptedData:
                    # used by the web shop
                    password: %s   # rotated yearly
                    quoted: "%s"
                    single: '%s'
                    folded: >-
                      %s

                    block: |
                      %s

                  # the template comes last on purpose
                  template: {type: Opaque}
                ---
                kind: ConfigMap
                apiVersion: v1
                metadata: {name: other}
                data: {encryptedData: "not ours"}
                ---
                {"apiVersion": "bitnami.com/v1alpha1", "kind": "SealedSecret", "metadata": {"name": "json", "namespace": "shop"}, "spec": {"encryptedData": {"a": "%s"}}}
                """
                        .formatted(
                                old("db"),
                                old("db"),
                                old("db"),
                                old("db"),
                                wrapped(old("db")),
                                old("json"));
        Path file = write("apps/db.yaml", before);

        ResealFlow.Result result = reseal();

        assertThat(result.changed()).containsExactly(file);
        assertThat(result.objects()).isEqualTo(2);
        String after = Files.readString(file);
        assertThat(skeleton(after)).isEqualTo(skeleton(before));
        assertThat(
                        new InspectFlow(TestKeys.desk(TestKeys.NEW), passedOver::add)
                                .inspect(List.of(file), ""))
                .hasSize(2)
                .allMatch(one -> one.answer().problems().isEmpty());
        Matcher values = SEALED.matcher(before);
        while (values.find()) {
            assertThat(after).doesNotContain(values.group());
        }
    }

    @Test
    void theSecondRunChangesNothing() throws Exception {
        Path file = write("db.yaml", sealed("db", old("db")));
        reseal();
        String once = Files.readString(file);

        ResealFlow.Result again = reseal();

        assertThat(again.changed()).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(once);
    }

    @Test
    void aFileWithAValueThatDoesNotUnsealIsLeftAndNamedAndTheOthersAreWritten() throws Exception {
        Path good = write("a.yaml", sealed("db", old("db")));
        String moved = sealed("moved", old("db"));
        Path bad = write("b.yaml", sealed("db", old("db")) + "---\n" + moved);
        write("c.yaml", sealed("cut", old("cut").substring(0, 40)));
        write("chart/templates/d.yaml", "{{ if .x }}\nkind: SealedSecret\n");
        String before = Files.readString(bad);

        ResealFlow.Result result = reseal();

        assertThat(result.changed()).containsExactly(good);
        assertThat(Files.readString(bad)).isEqualTo(before);
        assertThat(result.left())
                .extracting(Problem::toString)
                .hasSize(3)
                .anyMatch(
                        told ->
                                told.contains(
                                        "shop/moved: password does not unseal: sealed for the Secret"
                                                + " db in namespace shop, and not for the Secret"
                                                + " moved"))
                .anyMatch(told -> told.contains("c.yaml:1 shop/cut: password does not unseal: too"))
                .anyMatch(told -> told.contains("d.yaml: not YAML"));
    }

    @Test
    void whatKustomizationsPlaceIsResealedForThePlaceThatTheyGiveIt() throws Exception {
        String nameless =
                sealed("db", seal("shop-prod", "prod-db")).replace("namespace: shop, ", "");
        Path base = write("base/db.yaml", nameless);
        Path dev = write("dev/db.yaml", sealed("db", seal("shop-dev", "db")));
        write("base/kustomization.yaml", "resources: [db.yaml]\n");
        write(
                "prod/kustomization.yaml",
                "namespace: shop-prod\nnamePrefix: prod-\nresources: [../base]\n");
        write("dev/kustomization.yaml", "namespace: shop-dev\nresources: [db.yaml]\n");

        ResealFlow.Result result = reseal();

        assertThat(result.left()).isEmpty();
        assertThat(result.changed()).containsExactly(base, dev);
        assertThat(verify())
                .flatExtracting(one -> one.elsewhere().stream().toList())
                .hasSize(2)
                .anyMatch(told -> told.contains("base/db.yaml:1 db unseals as shop-prod/prod-db"));
    }

    @Test
    void whatAnApplicationPlacesIsResealedForItsDestination() throws Exception {
        Path file =
                write(
                        "apps/db.yaml",
                        sealed("db", seal("web", "db")).replace("namespace: shop, ", ""));
        write(
                "web.yaml",
                "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\n"
                        + "spec: {destination: {namespace: web}, source: {path: apps}}\n");

        assertThat(reseal().changed()).containsExactly(file);
        assertThat(verify()).hasSize(1);
    }

    @Test
    void whatIsVerifiedIsNotTakenForGoodBecauseItUnsealsSomewhereElse() throws Exception {
        write("a.yaml", sealed("db", old("db")));
        write("b.yaml", sealed("copy", old("db")));

        assertThatThrownBy(this::verify)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "shop/copy: password does not unseal: sealed for the Secret db");
    }

    @Test
    void aDiagnosisSaysNothingOfAClusterThatWasNotAsked() throws Exception {
        write("a.yaml", sealed("db", seal("nowhere", "db")));

        assertThatThrownBy(this::verify)
                .hasMessageContaining("none that these files name (no cluster was asked)");
        assertThatThrownBy(
                        () ->
                                new InspectFlow(TestKeys.desk(TestKeys.NEW), passedOver::add)
                                        .verify(List.of(repository), ""))
                .hasMessageContaining("sealed with none of these keys: ")
                .hasMessageNotContaining("this cluster");
    }

    @Test
    void aTemplateThatCanNeverBeRenderedDoesNotVerify() throws Exception {
        write(
                "a.yaml",
                sealed("db", old("db"))
                        + "  template: {data: {a: '{{ if }}', b: '{{ .password | htpasswd }}', c: ok}}\n");

        assertThatThrownBy(this::verify)
                .hasMessageContaining("a.yaml:1 shop/db: spec.template.data.a cannot be rendered")
                .hasMessageContaining("spec.template.data.b cannot be rendered")
                .hasMessageContaining("htpasswd")
                .hasMessageNotContaining("data.c");
        assertThat(reseal().left()).isEmpty();
    }

    @Test
    void filesThatAreNoneOfOursAreNotEvenParsed() throws Exception {
        write("chart/templates/x.yaml", "{{- if .Values.x }}\nkind: {{ .Kind }}\n");
        write(".git/config.yaml", sealed("db", "broken"));
        write("notes.md", sealed("db", "broken"));
        Files.createSymbolicLink(repository.resolve("loop.yaml"), Path.of("/etc/hostname"));

        assertThat(reseal().objects()).isZero();
    }

    @Test
    void aTemplateOfASealedSecretIsPassedOverAndNamed() throws Exception {
        write("db.yaml", sealed("db", old("db")));
        Path template =
                write(
                        "chart/templates/db.yaml",
                        "{{- if .Values.db }}\n" + sealed("db", "broken") + "{{- end }}\n");

        assertThat(verify()).hasSize(1);
        assertThat(passedOver)
                .singleElement()
                .asString()
                .contains(template + ": passed over: line 1: not YAML before it is rendered");
        assertThat(reseal().left()).isEmpty();
        assertThat(reseal().passedOver()).hasSize(1);

        write(
                "torn.yaml",
                sealed("db", "broken") + "  template: {data: {a: '{{ .password }}'}}\n  - [\n");

        assertThatThrownBy(this::verify).hasMessageContaining("not YAML");
    }

    @Test
    void anObjectWithoutANamespaceTakesTheOneThatIsNamed() throws Exception {
        Path file = write("db.yaml", sealed("db", old("db")).replace("namespace: shop, ", ""));

        ResealFlow.Result result =
                new ResealFlow(TestKeys.desk(TestKeys.NEW, TestKeys.OLD))
                        .reseal(List.of(file), "shop");

        assertThat(result.changed()).containsExactly(file);
    }

    @Test
    void linesEndAsTheyDid() throws Exception {
        Path file = write("db.yaml", sealed("db", old("db")).replace("\n", "\r\n"));

        reseal();

        assertThat(Files.readString(file)).contains("\r\n").doesNotContainPattern("[^\r]\n");
    }

    private List<Judged> verify() throws ProblemException {
        return new InspectFlow(TestKeys.desk(TestKeys.NEW, TestKeys.OLD), passedOver::add)
                .verify(List.of(repository), "");
    }

    private static String seal(String namespace, String name) {
        return TestKeys.seal(TestKeys.OLD, namespace, name, "s3cr3t");
    }

    private ResealFlow.Result reseal() throws ProblemException {
        return new ResealFlow(TestKeys.desk(TestKeys.NEW, TestKeys.OLD))
                .reseal(List.of(repository), "");
    }

    private Path write(String name, String text) throws Exception {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String sealed(String name, String value) {
        return "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n"
                + "metadata: {namespace: shop, name: "
                + name
                + "}\nspec:\n  encryptedData:\n    password: "
                + value
                + "\n";
    }

    private static String old(String name) {
        return TestKeys.seal(TestKeys.OLD, "shop", name, "s3cr3t");
    }

    /** As somebody's editor folded it. */
    private static String wrapped(String value) {
        return value.substring(0, 100) + "\n      " + value.substring(100);
    }

    /** The text with every sealed value taken out. */
    private static String skeleton(String text) {
        return text.replaceAll("A[QgA-Za-z0-9+/=]{90,}(\\s+[A-Za-z0-9+/=]{90,})?", "X");
    }
}
