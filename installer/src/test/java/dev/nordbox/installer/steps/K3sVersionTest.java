package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K3sVersionTest {
    private final List<Problem> told = new ArrayList<>();

    @Test
    void aNewerNordboxUpgradesNothingByItself() throws ProblemException {
        assertThat(settled("v1.35.6+k3s1", "v1.36.4+k3s1", false)).isEqualTo("v1.35.6+k3s1");

        assertThat(told)
                .singleElement()
                .satisfies(
                        note -> {
                            assertThat(note.what()).contains("k3s stays at v1.35.6+k3s1");
                            assertThat(note.remedy()).contains("`upgrade` takes it there");
                        });
    }

    @Test
    void nordboxThatIsTwoMinorReleasesNewerNamesTheFirstOfTheWay() throws ProblemException {
        assertThat(settled("v1.34.9+k3s1", "v1.36.4+k3s1", false)).isEqualTo("v1.34.9+k3s1");
        assertThat(told.get(0).remedy()).contains("first to a v1.35");
    }

    @Test
    void anOlderNordboxDowngradesNothingAndHasNothingToSay() throws ProblemException {
        assertThat(settled("v1.37.1+k3s1", "v1.36.4+k3s1", false)).isEqualTo("v1.37.1+k3s1");
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.36.3+k3s1, v1.36.4+k3s1",
        "v1.36.4+k3s1, v1.36.4+k3s2",
        "v1.36.9+k3s1, v1.36.10+k3s1",
        "v1.35.9+k3s1, v1.36.0+k3s1"
    })
    void theNextReleaseThatAPersonNamesIsLeftToUpgrade(String there, String named)
            throws ProblemException {
        assertThat(settled(there, named, true)).isEqualTo(there);
        assertThat(told)
                .singleElement()
                .satisfies(
                        note -> {
                            assertThat(note.what()).contains("your settings name " + named);
                            assertThat(note.remedy()).contains("`upgrade` takes it there");
                        });
    }

    @ParameterizedTest
    @CsvSource({"v1.36.4+k3s1, v1.36.4+k3s1", "own-build, v1.36.4+k3s1"})
    void whatIsThereAlreadyAndABuildOfOnesOwnAreAsNamed(String there, String named)
            throws ProblemException {
        assertThat(settled(there, named, true)).isEqualTo(named);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.36.4+k3s1, v1.36.3+k3s1, is older",
        "v1.36.4+k3s2, v1.36.4+k3s1, is older",
        "v1.36.10+k3s1, v1.36.9+k3s1, is older",
        "v1.34.4+k3s1, v1.36.4+k3s1, name a v1.35",
        "v1.36.4+k3s1, v2.0.0+k3s1, minor releases would be left out"
    })
    void wayBackAndLeapsAreRefusedWithTheWayOut(String there, String named, String said) {
        assertThatThrownBy(() -> settled(there, named, true))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining(said);
    }

    @Test
    void aFreshServerGetsWhatNordboxCameWith() throws ProblemException {
        HostFacts facts = facts(FakeHost.debian12());

        assertThat(K3sVersion.settled(config("v1.36.4+k3s1", false), facts, told::add).k3s())
                .isEqualTo(config("v1.36.4+k3s1", false).k3s());
    }

    private String settled(String there, String wanted, boolean chosen) throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.put(Note.DIRECTORY + "/adopted", "v1\n".getBytes(), "0600", "root:root");
        host.put(
                Note.DIRECTORY + "/" + Note.K3S_VERSION,
                (there + "\n").getBytes(),
                "0600",
                "root:root");
        return K3sVersion.settled(config(wanted, chosen), facts(host), told::add).k3s().version();
    }

    private static HostFacts facts(FakeHost host) throws ProblemException {
        return new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                .gather(host, FactQuery.NOTHING);
    }

    private static BoxConfig config(String version, boolean chosen) {
        BoxConfig plain = Specs.plain().config();
        return plain.with(
                new BoxConfig.K3s(version, List.of(), List.of(), Optional.empty(), chosen));
    }
}
