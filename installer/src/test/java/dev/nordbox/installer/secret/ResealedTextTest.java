package dev.nordbox.installer.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around a value that is sealed anew. */
class ResealedTextTest {
    private static final Pattern SEALED = Pattern.compile("A[A-Za-z0-9+/=]{300,}");
    private static final String HEAD =
            "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n"
                    + "metadata: {namespace: shop, name: db}\nspec:\n  encryptedData:\n";

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("db.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: &pw %s\n    other: *pw",
                "password: !!str %s",
                "password: &pw !!str '%s'   # rotated yearly\n    other: *pw\n    third: *pw",
                "password: !!str &pw   # rotated yearly\n      %s\n    other: *pw",
                "password: | # rotated yearly\n      %s",
                "password: >- # rotated yearly\n\n      %s\n\n  # what follows\n  template: {}",
                "password: |2+\n      %s\n\n\n  template: {}",
                "password: &pw !!str >-\n      %s\n    other: *pw",
                "{password: &pw %s, other: *pw}",
                "? password\n    : &pw %s # yearly\n    other: *pw"
            })
    void everythingButTheValueStays(String entries) throws Exception {
        for (String text : List.of(HEAD + "    " + entries, HEAD + "    " + entries + "\n")) {
            resealed(text);
            resealed(text.replace("\n", "\r\n"));
        }
    }

    private void resealed(String text) throws Exception {
        String old = TestKeys.seal(TestKeys.OLD, "shop", "db", "s3cr3t");
        String before = text.formatted(old);
        Files.writeString(file, before);

        ResealFlow.Result result = reseal();

        assertThat(result.left()).isEmpty();
        assertThat(result.changed()).containsExactly(file);
        String after = Files.readString(file);
        assertThat(after).doesNotContain(old);
        assertThat(SEALED.matcher(after).replaceAll("%s")).isEqualTo(text);
        Judged judged =
                new InspectFlow(TestKeys.desk(TestKeys.NEW), problem -> {})
                        .verify(List.of(file), "")
                        .get(0);
        assertThat(judged.sealed().items().values().stream().map(String::strip).distinct())
                .hasSize(1);
        assertThat(reseal().changed()).isEmpty();
    }

    @Test
    void whereMoreThanValuesWouldChangeTheFileIsLeftAndNamed() throws Exception {
        String before = HEAD + "    password: " + TestKeys.seal(TestKeys.OLD, "shop", "db", "x");
        Files.writeString(file, before);

        for (String strange :
                List.of("Ag # cut", "Ag\n    more: Ag", "'Ag", "[Ag]", "*pw", "&a Ag")) {
            ResealFlow.Result result =
                    new ResealFlow(answering(Map.of("password", strange)))
                            .reseal(List.of(file), "");

            assertThat(result.changed()).isEmpty();
            assertThat(result.left())
                    .singleElement()
                    .extracting(Problem::toString)
                    .asString()
                    .contains(file + ": its values cannot be replaced without changing something");
            assertThat(Files.readString(file)).isEqualTo(before);
        }
    }

    private ResealFlow.Result reseal() throws ProblemException {
        return new ResealFlow(TestKeys.desk(TestKeys.NEW, TestKeys.OLD)).reseal(List.of(file), "");
    }

    /** As a box of another version, or one that somebody else has, might. */
    private static Desk answering(Map<String, String> items) {
        return new Desk(
                request ->
                        Map.of(
                                "objects",
                                Fields.list(request, "objects").stream()
                                        .map(object -> Map.of("items", items))
                                        .toList()),
                "a box");
    }
}
