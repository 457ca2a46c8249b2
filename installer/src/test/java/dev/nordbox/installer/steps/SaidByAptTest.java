package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaidByAptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'W: old\nE: no such package\nE: Some failed' | no such package",
                "'one\nlast \n\n' | last",
                "'' | no reason given",
                "'E: a\tb\u001b[31m' | a b [31m",
                "'E: Failed to fetch https://me:key@mirror.example.no/x  404'"
                        + " | Failed to fetch https://mirror.example.no/x 404",
                "'E: https://token@mirror.example.no/x?a@b' | https://mirror.example.no/x?a@b",
                "no mirror answers: https://me:key@mirror.example.no"
                        + " | no mirror answers: https://mirror.example.no"
            })
    void theReasonIsOneLineWithoutLogins(String said, String reason) {
        assertThat(SaidByApt.reasonIn(said)).isEqualTo(reason);
    }
}
