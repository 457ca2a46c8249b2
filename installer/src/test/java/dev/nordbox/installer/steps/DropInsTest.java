package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is laid over our units is seen and named. */
class DropInsTest {
    private static final String EDITED = "/etc/systemd/system/k3s.service.d/override.conf";
    private static final String HARDENED = "/run/systemd/system/nordbox.service.d/soft.conf";

    private final FakeHost host = FakeHost.debian12();

    @Test
    void whatPeopleEditedIsNamedUnitByUnitAndWhatTheDistributionBringsIsNot()
            throws ProblemException {
        host.units.put(K3sFiles.UNIT, unit(EDITED, "/usr/lib/systemd/system/service.d/10.conf"));
        host.units.put(ControllerPaths.UNIT, unit(HARDENED));

        assertThat(DropIns.of(facts()))
                .extracting(Problem::where)
                .containsExactly(EDITED, HARDENED);
    }

    @Test
    void unitsAsUpWroteThemAreNothingToTell() throws ProblemException {
        host.units.put(K3sFiles.UNIT, unit());

        assertThat(DropIns.of(facts())).isEmpty();
    }

    private static UnitFacts unit(String... dropIns) {
        return new UnitFacts(
                "loaded", "inactive", "enabled", false, Optional.empty(), List.of(dropIns));
    }

    private HostFacts facts() throws ProblemException {
        return new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                .gather(
                        host,
                        FactQuery.NOTHING.units(List.of(K3sFiles.UNIT, ControllerPaths.UNIT)));
    }
}
