package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.appliance.residency.ResidencyRules;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Residency;
import dev.nordbox.installer.profile.Waiver;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The profile reaches the controller by a file: what it reads there is what was meant. */
class ControllerRulesTest {
    @Test
    void theControllerReadsTheRulesOfTheProfileAsTheyWereMeant() throws Exception {
        Profile nordic = new BoxConfigReader(Path.of("/home/ops")).profile("nordic/no");
        ResidencyRules meant = Residency.rules(nordic, Map.of());

        assertThat(rulesOf(Optional.of(nordic))).contains(meant);
        assertThat(meant.gitOwners()).containsEntry("github.com", "US");
        assertThat(meant.countries()).contains("NO");
    }

    @Test
    void aWaiverReachesTheControllerWithItsLastDay() throws Exception {
        LocalDate day = LocalDate.of(2027, 5, 31);
        Profile waived =
                HeldTo.profile(List.of(new Waiver("SUP-02", "tags", "ops", day)), Map.of());

        assertThat(rulesOf(Optional.of(waived)).orElseThrow().waived())
                .containsExactly(Map.entry("SUP-02", day));
    }

    @Test
    void whatATextCouldEndIsWrittenAsItIs() throws Exception {
        Profile odd =
                HeldTo.profile(
                        List.of(),
                        Map.of(),
                        HeldTo.endpoint("a \"b\" # c", "2001:db8::/48", "443/tcp", true));

        assertThat(rulesOf(Optional.of(odd))).contains(Residency.rules(odd, Map.of()));
    }

    @Test
    void theControllerKnowsWhichNamespacesNordboxYamlWidens() throws Exception {
        Profile nordic = HeldTo.profile(List.of());
        NamespaceConfig plain = NamespaceConfig.byDefault("web");
        NamespaceConfig wide =
                new NamespaceConfig(
                        "agents", "privileged", plain.quota(), plain.limits(), false, List.of());

        assertThat(rulesOf(Optional.of(nordic), plain, wide).orElseThrow().podSecurity())
                .containsExactly(Map.entry("agents", "privileged"));
    }

    @Test
    void withoutAProfileThereAreNone() throws Exception {
        assertThat(rulesOf(Optional.empty())).isEmpty();
    }

    private static Optional<ResidencyRules> rulesOf(
            Optional<Profile> profile, NamespaceConfig... namespaces) throws Exception {
        InstallSpec plain = Specs.withDeployKey("/home/ops/key");
        BoxConfig config = plain.config();
        InstallSpec spec =
                new InstallSpec(
                        new BoxConfig(
                                config.name(),
                                profile,
                                config.ssh(),
                                config.git(),
                                config.k3s(),
                                config.firewall(),
                                List.of(namespaces),
                                config.templates()),
                        plain.artifacts());
        HostFacts facts =
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                        .gather(FakeHost.debian12(), FactQuery.NOTHING);
        byte[] file =
                new ControllerFiles(Templates.bundled())
                        .configuration(facts, spec)
                        .orElseThrow()
                        .content();
        return ControllerConfigReader.parse(
                        new String(file, StandardCharsets.UTF_8), "controller.yaml")
                .rules();
    }
}
