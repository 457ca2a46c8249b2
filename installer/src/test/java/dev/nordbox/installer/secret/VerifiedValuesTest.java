package dev.nordbox.installer.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing passes that the controller refuses, or that was not looked at. */
class VerifiedValuesTest {
    private static final String HEAD =
            "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n"
                    + "metadata: {namespace: shop, name: db}\n";

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{encryptedData: {a: {b: c}}}  | spec.encryptedData.a is not text",
                "{encryptedData: {a: [b]}}     | spec.encryptedData.a is not text",
                "{encryptedData: {a: 5}}       | spec.encryptedData.a is not text",
                "{encryptedData: {a: }}        | spec.encryptedData.a is not text",
                "{encryptedData: [a]}          | spec.encryptedData is not a map",
                "{encryptedData: a}            | spec.encryptedData is not a map",
                "{template: [a]}               | spec.template is not a map"
            })
    void whatIsNoTextIsNamed(String spec, String told) throws Exception {
        refused(write("# the database\n" + HEAD + "spec: " + spec + "\n"), "line 2: " + told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {encryptedData: {<<: *base}}                     | spec.encryptedData takes",
                "spec: {encryptedData: {<<: [*other, *base], b: AgB}}   | spec.encryptedData takes",
                "spec: {<<: {encryptedData: *base}}                     | spec takes fields by a merge",
                "<<: {spec: {encryptedData: *base}}                     | the object takes fields by",
                "spec: {template: {data: {<<: *base}}}                  | spec.template.data takes"
            })
    void whatComesByAMergeKeyIsNamed(String spec, String told) throws Exception {
        refused(write("x: [&base {a: AgB}, &other {}]\n" + HEAD + spec + "\n"), "line 1: " + told);
    }

    @Test
    void anObjectThatIsOneOnlyByAMergeKeyIsNamedAndOneThatMergesItselfDoesNoHarm()
            throws Exception {
        Path file =
                write(
                        "kind: List\nitems:\n  - &db {apiVersion: bitnami.com/v1alpha1, kind:"
                                + " SealedSecret, metadata: {name: db, namespace: shop}}\n"
                                + "  - {<<: *db, spec: {encryptedData: {a: AgB}}}\n"
                                + "  - &loop {<<: *loop}\n");

        refused(file, "line 4: the object takes fields by a merge key (<<)");
    }

    @Test
    void everyObjectOfAFileIsNamed() throws Exception {
        String wrong = HEAD + "spec: {encryptedData: {a: 5}}\n";
        Path file = write(wrong + "---\n" + wrong);

        refused(file, "line 1: spec.encryptedData.a is not text; line 6: spec.encryptedData.a");
    }

    @Test
    void aKeyInQuotesIsAKey() throws Exception {
        String value = TestKeys.seal(TestKeys.OLD, "shop", "db", "x");
        Path file = write(HEAD + "spec: {encryptedData: {\"<<\": " + value + "}}\n");

        assertThat(inspect().verify(List.of(file), "")).hasSize(1);
    }

    private static void refused(Path file, String told) throws Exception {
        assertThatThrownBy(() -> inspect().verify(List.of(file), ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file + ": " + told);
        String before = Files.readString(file);
        ResealFlow.Result result =
                new ResealFlow(TestKeys.desk(TestKeys.NEW, TestKeys.OLD)).reseal(List.of(file), "");
        assertThat(result.left())
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .contains(told);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    private static InspectFlow inspect() {
        return new InspectFlow(TestKeys.desk(TestKeys.NEW, TestKeys.OLD), problem -> {});
    }

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("db.yaml"), text);
    }
}
