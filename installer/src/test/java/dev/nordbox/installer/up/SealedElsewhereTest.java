package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealedElsewhereTest {

    @Test
    void aBoxWhoseSecretsAreAllItsOwnHasNothingToSay() {
        assertThat(SealedElsewhere.problem(status(List.of(), true), "prod")).isEmpty();
        assertThat(SealedElsewhere.problem(BoxStatus.of(Map.of()), "prod"))
                .as("of an older controller")
                .isEmpty();
    }

    @Test
    void manyAreCountedAndSomeNamed() {
        List<String> all = IntStream.range(0, 12).mapToObj(i -> "web/s" + i).toList();

        assertThat(SealedElsewhere.problem(status(all, true), "prod").orElseThrow().what())
                .startsWith("12 SealedSecrets are sealed")
                .contains("web/s9 and 2 more;")
                .doesNotContain("web/s10");
    }

    @Test
    void whatWasSealedElsewhereIsDecidedOnceNothingIsUnderWay() {
        assertThat(status(List.of("web/db"), true).verdict()).hasValue(ExitCode.NOT_SYNCED);
        assertThat(status(List.of("web/db"), false).verdict()).isEmpty();
        assertThat(status(List.of("web/other"), true).verdict())
                .as("it is not what this application waits for")
                .isEmpty();
    }

    private static BoxStatus status(List<String> foreign, boolean settled) {
        Map<String, Object> secret =
                Map.of(
                        "kind", "SealedSecret",
                        "namespace", "web",
                        "name", "db",
                        "sync", "Synced",
                        "health", "Degraded");
        return BoxStatus.of(
                Map.of(
                        "sealing",
                        Map.of("foreign", foreign),
                        "applications",
                        List.of(
                                Map.of(
                                        "name",
                                        "web",
                                        "sync",
                                        "Synced",
                                        "health",
                                        "Degraded",
                                        "settled",
                                        settled,
                                        "attention",
                                        List.of(secret)))));
    }
}
