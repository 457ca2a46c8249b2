package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardChecksTest {
    @ParameterizedTest
    @CsvSource({
        "30000/tcp, PASS",
        "30000-32767/tcp, PASS",
        "2000-30000/tcp, PASS",
        "30001-32767/tcp, FAIL",
        "30000-32767/udp, FAIL"
    })
    void aPortIsOpenedByItselfOrInARange(String opened, Result result) throws ProblemException {
        SeenBox box = SeenBox.good();
        box.open = List.of("443/tcp", opened);
        box.outside = OutsideProbe.Answers.of(List.of(443, 30000));

        assertThat(Checks.examine("PR-14", box.seen()).result()).isEqualTo(result);
    }
}
