package dev.nordbox.installer.host.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Changed;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Refused;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Trusted;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict.Unknown;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and fingerprints here were made with ssh-keygen. */
class HostKeyPolicyTest {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBtKGgqeppSVHm3h02pnPZhxKbH7P9wjKiWr7pm1pWqp";
    private static final String ED25519_PRINT =
            "SHA256:MMKVZamX2VmANsXGHlRNMpbZ+wcnDSgj1TB6dJnsxkI";
    private static final String ECDSA =
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBMqZUaUXENXOk"
                    + "fq/Q2DtdhzbN1cGQFOShcRGGMC1DYvktsNz/1mpwX2WC58ynsaTnuo8nQUHTXxjYLToB/blh5Y=";
    private static final String ECDSA_PRINT = "SHA256:l2RPTUfjHPL705ByfrlWWvpiEDnciwZHV8IbeBW3RNQ";

    @TempDir Path home;
    private Path file;
    private KnownHosts knownHosts;
    private HostKeyPolicy policy;

    @BeforeEach
    void nothingIsKnown() {
        file = home.resolve(".ssh").resolve("known_hosts");
        knownHosts = new KnownHosts(List.of(file), List.of(home.resolve("ssh_known_hosts")), false);
        policy = new HostKeyPolicy.Known(knownHosts);
    }

    @Test
    void fingerprintsAreThoseOfSshKeygen() {
        assertThat(key(ED25519).fingerprint()).isEqualTo(ED25519_PRINT);
        assertThat(key(ECDSA).fingerprint()).isEqualTo(ECDSA_PRINT);
    }

    @Test
    void aServerThatNobodyKnowsMayBeConfirmed() throws Exception {
        assertThat(policy.judge("box", shown(key(ED25519))))
                .isEqualTo(new Unknown(key(ED25519), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "box                | box",
                "box,192.0.2.1      | 192.0.2.1",
                "[box]:2222         | [box]:2222",
                "box                | [box]:2222",
                "*.example.no       | box.example.no",
                "b?x                | box",
                "BOX                | box",
                "2001:db8::7        | 2001:db8::7",
            })
    void aKnownKeyIsTrusted(String patterns, String name) throws Exception {
        holds(patterns + " " + ED25519 + " a comment");

        assertThat(policy.judge(name, shown(key(ED25519)))).isInstanceOf(Trusted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[box]:2222           | box",
                "*.example.no,!box.example.no | box.example.no",
                "b.x                  | box",
                "box                  | box.example.no",
            })
    void aLineAboutAnotherServerSaysNothing(String patterns, String name) throws Exception {
        holds(patterns + " " + ED25519);

        assertThat(policy.judge(name, shown(key(ED25519)))).isInstanceOf(Unknown.class);
    }

    @Test
    void hashedNamesAreFound() throws Exception {
        holds(
                "|1|RYT/A+0v7G5PclF4y7XWgDNa8a4=|VFj4wZ58PYhi+/H/7dSTBKJ8+EQ= " + ED25519,
                "|1|N4URpprp5YAQaXI3WnksqT7JwUE=|1Ut3CkMwPFT6PaS8fW6Kp823cZ8= " + ECDSA);

        assertThat(policy.judge("box.example.no", shown(key(ED25519)))).isInstanceOf(Trusted.class);
        assertThat(policy.judge("[box.example.no]:2222", shown(key(ECDSA))))
                .isInstanceOf(Trusted.class);
        assertThat(policy.judge("other.example.no", shown(key(ED25519))))
                .isInstanceOf(Unknown.class);
        assertThat(policy.judge("box.example.no", shown(key(ECDSA)))).isInstanceOf(Changed.class);
    }

    @Test
    void anotherKeyThanTheKnownOneIsRefusedWithBothAndThePlace() throws Exception {
        holds("# written by hand", "", "box " + ED25519);

        HostKeyVerdict verdict = policy.judge("box", shown(key(ECDSA)));

        assertThat(verdict).isInstanceOf(Changed.class);
        assertThat(((Changed) verdict).problem().toString())
                .contains(ECDSA_PRINT, ED25519_PRINT, file + ":3", "--replace-host");
    }

    @Test
    void aRevokedKeyIsRefusedEvenWhenPinned() throws Exception {
        holds("box " + ED25519, "@revoked * " + ED25519);

        assertThat(refusal(policy.judge("box", shown(key(ED25519)))))
                .contains("revoked", file + ":2");
        assertThat(refusal(pinned(ED25519_PRINT).judge("box", shown(key(ED25519)))))
                .contains("revoked");
    }

    @Test
    void aCertificateAuthorityIsNoHostKey() throws Exception {
        holds("@cert-authority *.example.no " + ED25519);

        HostKeyVerdict verdict = policy.judge("box.example.no", shown(key(ED25519)));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.note()).contains(file + ":1"));
        assertThat(policy.trustsAuthority("box.example.no")).isTrue();
        assertThat(policy.trustsAuthority("box.example.com")).isFalse();
    }

    @Test
    void whatATrustedAuthoritySignedIsTrustedForTheNamesOfItsLine() throws Exception {
        holds("@cert-authority *.example.no " + ED25519);
        ShownKey certified = new ShownKey(key(ECDSA), Optional.of(key(ED25519)));

        assertThat(policy.judge("box.example.no", certified)).isInstanceOf(Trusted.class);
        assertThat(policy.judge("box.example.com", certified)).isInstanceOf(Unknown.class);
    }

    @Test
    void anAuthorityThatIsRevokedSignsForNobody() throws Exception {
        holds("@cert-authority * " + ED25519, "@revoked * " + ED25519);
        ShownKey certified = new ShownKey(key(ECDSA), Optional.of(key(ED25519)));

        assertThat(refusal(policy.judge("box", certified))).contains("revoked", file + ":2");
    }

    @Test
    void aKnownKeyIsTrustedWhoeverSignedForIt() throws Exception {
        holds("box " + ECDSA);
        ShownKey certified = new ShownKey(key(ECDSA), Optional.of(key(ED25519)));

        assertThat(policy.judge("box", certified)).isInstanceOf(Trusted.class);
    }

    @Test
    void linesThatCannotBeReadAreSkippedAsOpenSshDoes() throws Exception {
        holds(
                "box ssh-ed25519",
                "box 1024 35 1357",
                "@unknown box " + ECDSA,
                "box x !",
                "box " + ED25519);

        assertThat(policy.judge("box", shown(key(ED25519)))).isInstanceOf(Trusted.class);
    }

    @Test
    void theMachinesOwnFileCountsAsWell() throws Exception {
        Files.writeString(home.resolve("ssh_known_hosts"), "box " + ED25519 + "\n");

        assertThat(policy.judge("box", shown(key(ED25519)))).isInstanceOf(Trusted.class);
    }

    @Test
    void theServerIsAskedForTheKindOfKeyThatIsKnown() throws Exception {
        holds("box " + ECDSA, "@revoked box " + ED25519);

        assertThat(policy.knownTypes("box")).containsExactly("ecdsa-sha2-nistp256");
        assertThat(policy.knownTypes("other")).isEmpty();
    }

    @Test
    void aPinDecidesWhateverKnownHostsSays() throws Exception {
        holds("box " + ED25519);

        assertThat(pinned(ECDSA_PRINT).judge("box", shown(key(ECDSA)))).isInstanceOf(Trusted.class);
        assertThat(refusal(pinned(ECDSA_PRINT).judge("box", shown(key(ED25519)))))
                .contains(ECDSA_PRINT, ED25519_PRINT);
    }

    @Test
    void aPinOfAFileIsChangedThere() throws Exception {
        Pin pin = Pin.parse(ECDSA_PRINT, "`ssh.hostKey` of nordbox.yaml");

        assertThat(
                        refusal(
                                new HostKeyPolicy.Pinned(pin, knownHosts)
                                        .judge("box", shown(key(ED25519)))))
                .contains(
                        "`ssh.hostKey` of nordbox.yaml says " + ECDSA_PRINT,
                        "change `ssh.hostKey` of nordbox.yaml to " + ED25519_PRINT)
                .doesNotContain("--host-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SHA256:", "MD5:aa:bb", "SHA256:tooshort", "SHA256:*"})
    void aPinThatIsNoFingerprintIsRefusedAsUsage(String text) {
        assertThatThrownBy(() -> Pin.parse(text, Pin.FLAG))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("ssh-keygen -lf");
    }

    @Test
    void aConfirmedKeyIsKnownFromThenOnInAFileOfOnesOwn() throws Exception {
        knownHosts.remember("[box]:2222", key(ED25519));

        assertThat(policy.judge("[box]:2222", shown(key(ED25519)))).isInstanceOf(Trusted.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void rememberingKeepsWhatIsThere() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "other " + ECDSA);

        knownHosts.remember("box", key(ED25519));

        assertThat(file).hasContent("other " + ECDSA + "\nbox " + ED25519 + "\n");
    }

    @Test
    void anotherKeyTakesTheOldOnesPlaceAndNothingElse() throws Exception {
        holds(
                "# mine",
                "box,192.0.2.1 " + ED25519,
                "|1|RYT/A+0v7G5PclF4y7XWgDNa8a4=|VFj4wZ58PYhi+/H/7dSTBKJ8+EQ= " + ED25519,
                "@revoked box " + ED25519,
                "other " + ED25519);

        assertThat(knownHosts.replace("box", key(ECDSA))).isEmpty();
        assertThat(knownHosts.replace("box.example.no", key(ECDSA))).isEmpty();

        assertThat(file)
                .hasContent(
                        String.join(
                                "\n",
                                "# mine",
                                "192.0.2.1 " + ED25519,
                                "@revoked box " + ED25519,
                                "other " + ED25519,
                                "box " + ECDSA,
                                "box.example.no " + ECDSA));
    }

    @Test
    void anOldKeyThatStandsForManyServersIsNotReplacedButNamed() throws Exception {
        holds("*.example.no " + ED25519);

        assertThat(knownHosts.replace("box.example.no", key(ECDSA))).containsExactly(file + ":1");
        assertThat(file).hasContent("*.example.no " + ED25519);
    }

    @Test
    void namesAreHashedWhereTheConfigurationWantsIt() throws Exception {
        KnownHosts hashing = new KnownHosts(List.of(file), List.of(), true);

        hashing.remember("[box]:2222", key(ED25519));

        assertThat(Files.readString(file)).startsWith("|1|").doesNotContain("box");
        assertThat(policy.judge("[box]:2222", shown(key(ED25519)))).isInstanceOf(Trusted.class);
        assertThat(hashing.replace("[box]:2222", key(ECDSA))).isEmpty();
        assertThat(policy.judge("[box]:2222", shown(key(ECDSA)))).isInstanceOf(Trusted.class);
        assertThat(policy.judge("[box]:2222", shown(key(ED25519)))).isInstanceOf(Changed.class);
    }

    private static ShownKey shown(HostKey key) {
        return ShownKey.plain(key);
    }

    private void holds(String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private HostKeyPolicy pinned(String fingerprint) throws ProblemException {
        return new HostKeyPolicy.Pinned(Pin.parse(fingerprint, Pin.FLAG), knownHosts);
    }

    private static String refusal(HostKeyVerdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        return ((Refused) verdict).problem().toString();
    }

    private static HostKey key(String line) {
        String[] fields = line.split(" ");
        return new HostKey(fields[0], Base64.getDecoder().decode(fields[1]));
    }
}
