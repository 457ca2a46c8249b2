package dev.nordbox.installer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Anchor;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people say of servers of known places. */
class AnchorsTest {
    private static final String SUM = "AB:".repeat(31) + "AB";
    private static final Flags FLAGS =
            new Flags()
                    .with("ssh.host", "--host", Optional.of("root@203.0.113.7"))
                    .with("git.url", "--repo", Optional.of("git@git.example.no:ops/box.git"));

    @TempDir Path folder;

    @Test
    void anAnchorIsReadWithItsPlace() throws Exception {
        Parameters said =
                read(
                        """
                          egress:
                            - {name: uni, host: www.example.no, cidrs: [203.0.113.40/32], ports: [443/tcp]}
                          anchors:
                            - name: uni
                              host: www.example.no
                              place: {city: Kjeller, country: no, lat: 59.975, lon: 11.051}
                              withinKm: 60
                              sha256: "%s"
                        """
                                .formatted(SUM));

        assertThat(said.place().anchors())
                .containsExactly(
                        new Anchor(
                                "uni",
                                "www.example.no",
                                443,
                                "Kjeller",
                                "NO",
                                Optional.of(new Anchor.Spot(59.975, 11.051)),
                                60,
                                "ab".repeat(32)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: www.example.no, cidrs: [203.0.113.40/32], ports: [443/udp]",
                "host: www.example.no, cidrs: [203.0.113.40/32], ports: [8443/tcp]",
                "host: other.example.no, cidrs: [203.0.113.40/32], ports: [443/tcp]"
            })
    void oneThatIsNoEndpointIsRefusedWithTheLineToWrite(String endpoint) {
        String words =
                """
                  egress:
                    - {name: uni, %s}
                  anchors:
                    - {name: uni, host: www.example.no, place: {city: Oslo, country: NO}, withinKm: 9, sha256: "%s"}
                """
                        .formatted(endpoint, SUM);

        assertThatThrownBy(() -> read(words))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("anchor \"uni\" is no endpoint of profile.egress")
                .hasMessageContaining(
                        "- {name: uni, host: www.example.no, cidrs: [its addresses], ports:"
                                + " [443/tcp], owner: its operator, country: NO}");
    }

    @Test
    void anAddressIsAnEndpointWhereANetworkHoldsIt() throws Exception {
        Parameters said =
                read(
                        """
                          egress:
                            - {name: uni, cidrs: [203.0.113.0/24], ports: [443/tcp]}
                          anchors:
                            - {name: uni, host: 203.0.113.40, place: {city: Oslo, country: NO}, withinKm: 9, sha256: "%s"}
                        """
                                .formatted(SUM));

        assertThat(said.place().anchors()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 501, 2000})
    void aCircleWithoutAForeignPlaceInItIsNoWiderThanThat(int km) {
        String words =
                """
                  egress:
                    - {name: uni, host: www.example.no, cidrs: [203.0.113.40/32], ports: [443/tcp]}
                  anchors:
                    - {name: uni, host: www.example.no, place: {city: Oslo, country: NO}, withinKm: %d, sha256: "%s"}
                """
                        .formatted(km, SUM);

        assertThatThrownBy(() -> read(words)).hasMessageContaining("kilometres from 1 to 500");
    }

    @Test
    void oneServerIsOneWitnessAndEverythingWrongIsToldAtOnce() {
        String words =
                """
                  egress:
                    - {name: a, host: a.example.no, cidrs: [203.0.113.40/32], ports: [443/tcp]}
                    - {name: b, host: b.example.no, cidrs: [203.0.113.41/32], ports: [443/tcp]}
                  anchors:
                    - {name: a, host: a.example.no, place: {city: Oslo, country: NO}, withinKm: 9, sha256: "%1$s"}
                    - {name: b, host: b.example.no, place: {city: Oslo, country: NO}, withinKm: 9, sha256: "%1$s"}
                    - {name: d, host: A.example.no, place: {city: Oslo, country: NO}, withinKm: 9, sha256: "%2$s"}
                    - {name: c, place: {city: Oslo, lat: 59.9}, withinKm: 0, sha256: abc, port: 70000}
                """
                        .formatted(SUM, "CD".repeat(32));

        assertThatThrownBy(() -> read(words))
                .hasMessageContaining("anchor \"b\" is the same as \"a\"")
                .hasMessageContaining("anchor \"d\" is the same as \"a\"")
                .hasMessageContaining("an anchor without `host`")
                .hasMessageContaining("a place without city or country")
                .hasMessageContaining("half a place")
                .hasMessageContaining("`profile.anchors[3].withinKm`")
                .hasMessageContaining("`profile.anchors[3].port`")
                .hasMessageContaining("`profile.anchors[3].sha256`");
    }

    private Parameters read(String words) throws Exception {
        return profile(words).parameters();
    }

    private Profile profile(String words) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("nordbox.yaml"),
                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\nprofile:\n  name: nordic\n"
                                + words);
        return new BoxConfigReader(folder).read(Optional.of(file), FLAGS).profile().orElseThrow();
    }
}
