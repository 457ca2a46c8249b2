package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriedK3sTest {
    private static final String SECRETBOX = "it has no secretbox";
    private static final String POLICIES = "it has no ValidatingAdmissionPolicy";

    @TempDir private Path files;

    @ParameterizedTest
    @ValueSource(strings = {"v1.34.0+k3s1", "v1.36.4+k3s1", "v1.37.9+k3s2", "own-build"})
    void thoseThatWereTriedAndBuildsThatCountOtherwiseAreNotTold(String version) {
        assertThat(TriedK3s.warning(version)).isEmpty();
    }

    @Test
    void whatComesWithNordboxIsOneOfThem() {
        assertThat(TriedK3s.warning(BoxConfigReader.defaultK3sVersion())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.38.0+k3s1, false, false",
        "v2.0.0+k3s1, false, false",
        "v1.33.13+k3s1, false, false",
        "v1.32.4+k3s1, false, false",
        "v1.32.3+k3s1, true, false",
        "v1.30.12+k3s1, false, false",
        "v1.30.1+k3s1, true, false",
        "v1.29.9+k3s1, true, true"
    })
    void anotherOneIsToldWithWhatItIsKnownToLack(
            String version, boolean secretbox, boolean policies) {
        String told = TriedK3s.warning(version).orElseThrow().what();

        assertThat(told).startsWith("this nordbox has been tried with k3s v1.34 to v1.37, and not");
        assertThat(told).contains(version);
        assertThat(told.contains(SECRETBOX)).isEqualTo(secretbox);
        assertThat(told.contains(POLICIES)).isEqualTo(policies);
    }

    @Test
    void upTellsOnceAndGoesOn() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.withK3s(TrialUpgrade.version("v1.38.0+k3s1", true));
        box.cluster.version = "v1.38.0+k3s1";
        List<Event> told = new ArrayList<>();

        assertThat(box.command(told::add).changeCount()).isPositive();

        assertThat(warnings(told)).hasSize(1);
    }

    @Test
    void aBuildOfOnesOwnIsToldOnceItHasSaidItsVersion() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.cluster.version = "v1.30.1+k3s1";
        List<Event> told = new ArrayList<>();

        box.command(told::add);

        assertThat(warnings(told))
                .singleElement()
                .asString()
                .contains("not with v1.30.1+k3s1: " + SECRETBOX);
    }

    @Test
    void upgradeTellsToo() throws ProblemException {
        TrialUpgrade trial = TrialUpgrade.fresh(files);
        trial.release("v1.37.1+k3s1");
        trial.box.up();
        trial.box.host.reconnect();
        trial.release("v1.38.0+k3s1");

        assertThat(trial.box.upgrade(Mode.PLAN).changeCount()).isPositive();

        assertThat(warnings(trial.box.told)).hasSize(1);
    }

    private static List<Problem> warnings(List<Event> told) {
        return told.stream()
                .filter(Event.Warned.class::isInstance)
                .map(event -> ((Event.Warned) event).problem())
                .filter(problem -> problem.what().startsWith("this nordbox has been tried"))
                .toList();
    }
}
