package dev.nordbox.installer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Control.Standing;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Waiver;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileReaderTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);
    private static final Flags FLAGS =
            new Flags()
                    .with("ssh.host", "--host", Optional.of("root@203.0.113.7"))
                    .with("git.url", "--repo", Optional.of("git@git.example.no:ops/box.git"));

    @TempDir Path folder;

    @Test
    void theProfileHasItsControlsAndNoneIsCalledEnforcedWithoutProof() throws Exception {
        Profile nordic = reader().profile("nordic");

        assertThat(nordic.controls()).hasSize(36);
        assertThat(nordic.controls())
                .filteredOn(control -> control.standing() == Standing.NOT_IMPLEMENTED)
                .allSatisfy(control -> assertThat(control.missing()).isNotEmpty());
        assertThat(reader().countries("nordic")).containsExactly("DK", "FI", "IS", "NO", "SE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "profile: {name: nordic, country: NO}",
                "profile: {name: nordic, country: no}",
                "profile: nordic/no",
                "profile: nordic/NO"
            })
    void plainNoIsTheCountryNorway(String words) throws Exception {
        Profile profile = read(words, FLAGS).orElseThrow();

        assertThat(profile.country()).contains("NO");
        assertThat(profile.id()).isEqualTo("nordic/no");
        assertThat(profile.parameters().authority()).isEqualTo("Datatilsynet");
    }

    @Test
    void aCountryReplacesParametersKeyByKey() throws Exception {
        Profile denmark = reader().profile("nordic/dk");

        assertThat(denmark.parameters().logDays()).isEqualTo(400);
        assertThat(denmark.parameters().countries())
                .isEqualTo(reader().profile("nordic").parameters().countries());
    }

    @Test
    void aFlagNamesTheProfileAndKeepsWhatTheFileSaysOfIt() throws Exception {
        Flags flag = FLAGS.with("profile", "--profile", Optional.of("nordic/se"));

        Profile profile =
                read("profile: {name: nordic, registries: [registry.example.no/]}", flag)
                        .orElseThrow();

        assertThat(profile.id()).isEqualTo("nordic/se");
        assertThat(profile.parameters().registries()).containsExactly("registry.example.no/");
    }

    @Test
    void everythingWrongWithAProfileIsToldAtOnceWithItsLine() {
        String words =
                """
                profile:
                  name: nordic
                  country: DE
                  registres: [a/]
                  registries: [registry.example.no, "evil.example/', 'x/"]
                  egress:
                    - name: git
                      cidrs: [203.0.113.20]
                      ports: [https]
                      owned: by me
                  waivers:
                    - {control: SUP-99, reason: none yet, owner: ops, expires: 2027-01-31}
                    - {control: SUP-02, reason: tags, expires: 2026-11-27}
                    - {control: SUP-01, reason: later, owner: ops, expires: 2027-11-29}
                  unenforced: [NET-01]
                  admins:
                    - {name: office, cidrs: [198.51.100.0/24]}
                """;

        assertThatThrownBy(() -> read(words, FLAGS))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID);
                            assertThat(e.problems())
                                    .extracting(problem -> line(problem) + " " + problem.what())
                                    .satisfiesExactly(
                                            at("5 profile nordic has no country DE"),
                                            at("6 unknown key `profile.registres`"),
                                            at("7 `profile.registries[0]`"),
                                            at("7 `profile.registries[1]`"),
                                            at("10 `profile.egress[0].cidrs[0]`"),
                                            at("11 `profile.egress[0].ports[0]`"),
                                            at("12 unknown key `profile.egress[0].owned`"),
                                            at("14 there is no control SUP-99"),
                                            at("15 a waiver without `owner`"),
                                            at("15 the waiver of SUP-02 is over since 2026-11-27"),
                                            at("16 `profile.waivers[2].expires` is more than"),
                                            at("17 no step of NET-01 can be told to stay away"),
                                            at("19 an admin network without `country`"));
                        });
    }

    @Test
    void aWaiverThatIsOverIsRefusedOrToldAndCountsNoMore() throws Exception {
        String words =
                """
                profile:
                  name: nordic
                  waivers:
                    - {control: SUP-02, reason: tags, owner: ops, expires: 2026-11-27}
                    - {control: SUP-01, reason: soon, owner: ops, expires: 2026-11-28}
                """;
        List<Problem> told = new ArrayList<>();

        assertThatThrownBy(() -> read(words, FLAGS))
                .hasMessageContaining("the waiver of SUP-02 is over since 2026-11-27");
        Profile profile =
                reader().telling(told::add)
                        .readWithoutRepository(Optional.of(file(words)), FLAGS)
                        .profile()
                        .orElseThrow();

        assertThat(profile.waivers()).extracting(Waiver::control).containsExactly("SUP-01");
        assertThat(told)
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.what()).contains("SUP-02 is over");
                            assertThat(problem.remedy()).contains("run `up`");
                        });
    }

    @Test
    void anAttestationIsReadAsStrictlyFromBesideTheFileThatNamesIt() throws Exception {
        write(
                folder.resolve("provider.yaml"),
                """
                kind: ProviderAttestation
                organisation: Example AS
                owner: {organisation: Example ASA}
                site: {city: Oslo, country: NO}
                supportCountries: [Norway]
                addresses: [203.0.113.7]
                issued: 2026-11-01
                expires: 2027-11-02
                signed: yes
                """);

        assertThatThrownBy(() -> read("profile: {name: nordic, attestation: provider.yaml}", FLAGS))
                .hasMessageContaining("`country` is missing")
                .hasMessageContaining("`owner.country` is missing")
                .hasMessageContaining("`supportCountries[0]`")
                .hasMessageContaining("`addresses[0]`")
                .hasMessageContaining("more than 12 months after `issued`")
                .hasMessageContaining("unknown key `signed`");
        assertThatThrownBy(() -> read("profile: {name: nordic, attestation: none.yaml}", FLAGS))
                .hasMessageContaining("none.yaml cannot be read");
    }

    @Test
    void aFolderIsAllThatANewProfileTakesAndItIsReadAsStrictly() throws Exception {
        Path root = folder.resolve("nordbox/profiles/alpine");
        write(
                root.resolve("profile.yaml"),
                """
                apiVersion: nordbox.no/v1alpha1
                kind: Profile
                version: 0.1.0
                title: Alpine
                box: {firewall: {open: []}}
                parameters: {countries: [CH]}
                """);
        String control =
                """
                id: NET-03
                requirement: Closed.
                severity: must
                sources: [{ref: a law, checked: false}]
                standing: enforced
                enforcedBy: [guard]
                evidence: nothing
                """;
        write(root.resolve("controls/NET-03.yaml"), control);
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            BoxConfigReader reader = new BoxConfigReader(folder, CLOCK, loader);

            assertThat(reader.profiles()).contains("alpine", "nordic");
            assertThatThrownBy(() -> reader.profile("alpine"))
                    .hasMessageContaining("profile alpine/controls/NET-03.yaml:5:11")
                    .hasMessageContaining("NET-03 is called enforced");

            write(root.resolve("controls/NET-03.yaml"), control + "verifiedBy: [guard-in-force]\n");
            assertThat(reader.profile("alpine").controls()).hasSize(1);
        }
    }

    private static java.util.function.Consumer<String> at(String beginning) {
        return text -> assertThat(text).startsWith(beginning);
    }

    private static String line(Problem problem) {
        String[] parts = problem.where().split(":");
        return parts[parts.length - 2];
    }

    private BoxConfigReader reader() {
        return new BoxConfigReader(folder, CLOCK);
    }

    private Optional<Profile> read(String words, Flags flags) throws Exception {
        return reader().read(Optional.of(file(words)), flags).profile();
    }

    private Path file(String words) throws IOException {
        Path file = folder.resolve("nordbox.yaml");
        write(file, "apiVersion: nordbox.no/v1alpha1\nkind: Box\n" + words + "\n");
        return file;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(text.split("\n")));
    }
}
