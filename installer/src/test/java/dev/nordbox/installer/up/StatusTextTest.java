package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void aRepositoryThatIsGoneIsToldWithHowLongAndWhatIsKeptUp() {
        Map<String, Object> problem =
                Map.of(
                        "reason", "HOST_UNREACHABLE",
                        "message", "git.example.no cannot be reached",
                        "remedy", "see whether it is up",
                        "since", "2026-11-27T09:00:00Z");
        BoxStatus status =
                BoxStatus.of(
                        Map.of(
                                "repository",
                                Map.of("url", "git@git.example.no:box", "revision", "1a2b"),
                                "repositories",
                                List.of(
                                        Map.of(
                                                "url", "https://git.example.no/shop",
                                                "targetRevision", "v1",
                                                "revision", "3c4d"),
                                        Map.of(
                                                "url", "https://git.example.no/web",
                                                "targetRevision", "HEAD",
                                                "problem", problem))));

        assertThat(StatusText.of(status, NOW))
                .containsSequence(
                        "other       https://git.example.no/shop v1: 3c4d",
                        "other       https://git.example.no/web HEAD: none yet",
                        "problem     git.example.no cannot be reached",
                        "  for: 3d, since 2026-11-27T09:00:00Z",
                        "  fix: see whether it is up");
        BoxStatus gone =
                BoxStatus.of(
                        Map.of(
                                "repository",
                                Map.of(
                                        "url", "git@git.example.no:box",
                                        "revision", "1a2b",
                                        "problem", problem)));
        assertThat(StatusText.of(gone, NOW))
                .contains("  for: 3d, since 2026-11-27T09:00:00Z; 1a2b is kept up");
    }

    @Test
    void aCacheThatDoesNotAnswerIsSaidAndIsNoReasonToWait() {
        BoxStatus status =
                BoxStatus.of(
                        Map.of(
                                "converged",
                                true,
                                "repository",
                                Map.of("url", "https://git.example.no/ops/box.git"),
                                "renders",
                                Map.of(
                                        "store", "Redis",
                                        "made", 2,
                                        "problem", "Redis cannot be reached")));

        assertThat(StatusText.of(status, NOW)).contains("cache       Redis cannot be reached");
        assertThat(status.reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Redis, false", "memory, true"})
    void whereRendersAreKeptIsOneWord(String store, boolean memory) {
        BoxStatus status =
                BoxStatus.of(
                        Map.of(
                                "repository",
                                Map.of("url", "https://git.example.no/ops/box.git"),
                                "renders",
                                Map.of("store", store)));

        assertThat(StatusText.of(status, NOW)).contains("cache       " + store);
        assertThat(status.keepsRendersInMemory()).isEqualTo(memory);
    }

    @Test
    void ofACacheThatAnOlderControllerDoesNotSpeakOfNothingIsSaid() {
        BoxStatus status = BoxStatus.of(Map.of("renders", Map.of("made", 2)));

        assertThat(StatusText.of(status, NOW)).noneMatch(line -> line.startsWith("cache"));
        assertThat(status.keepsRendersInMemory()).isFalse();
    }
}
