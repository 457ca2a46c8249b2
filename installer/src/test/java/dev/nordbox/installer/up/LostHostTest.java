package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.LostHost.Found;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LostHostTest {
    @TempDir private Path folder;
    private final FakeHost fresh = FakeHost.debian12();
    private final List<String> asked = new ArrayList<>();
    private Kit kit;

    @BeforeEach
    void aKitOfALostHost() throws Exception {
        kit = new TrialKit().open(folder);
    }

    @ParameterizedTest
    @CsvSource({"WITH_BOX, k3s runs there:", "CLOSED, lets nobody see whether k3s runs there:"})
    void oneThatStillAnswersIsNotLost(Found found, String said) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> inspect(found, false))
                .matches(e -> e.exitCode() == ExitCode.HOST_REFUSED)
                .withMessageContaining(said)
                .withMessageContaining("root@203.0.113.7")
                .withMessageContaining(LostHost.FLAG);
    }

    @Test
    void whoWantsBothIsToldAndGoesOn() throws ProblemException {
        assertThat(inspect(Found.WITH_BOX, true))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.what())
                                    .contains("two boxes with the same workloads");
                            assertThat(problem.remedy()).contains("stops converging");
                        });
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_IT", "WITHOUT_BOX"})
    void oneThatIsGoneOrHasNoBoxIsInNobodysWay(Found found) throws ProblemException {
        assertThat(inspect(found, false)).isEmpty();
        assertThat(asked).containsExactly("root@203.0.113.7");
    }

    @Test
    void theSameHostIsNotAskedAboutItself() throws ProblemException {
        assertThat(inspect(Found.WITH_BOX, false, "root@203.0.113.7")).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aBoxThatIsBackAlreadyIsItsOwn() throws ProblemException {
        fresh.put(
                "/var/lib/nordbox-installer/notes/restored",
                ("done " + kit.id() + " old-node\n").getBytes(),
                "0600",
                "root:root");

        assertThat(inspect(Found.WITH_BOX, false)).isEmpty();
        assertThat(asked).isEmpty();
    }

    private List<Problem> inspect(Found found, boolean beside) throws ProblemException {
        return inspect(found, beside, "root@198.51.100.5");
    }

    private List<Problem> inspect(Found found, boolean beside, String host)
            throws ProblemException {
        HostFacts facts =
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                        .gather(fresh, FactQuery.NOTHING);
        return new LostHost(
                        kit,
                        new BoxConfig.Ssh(
                                host, Optional.empty(), Optional.empty(), Optional.empty()),
                        (there, of) -> {
                            asked.add(there);
                            return found;
                        },
                        beside)
                .inspect(facts);
    }
}
