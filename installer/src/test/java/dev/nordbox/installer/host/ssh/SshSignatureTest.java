package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshSignatureTest {
    private static final byte[] TEXT =
            "organisation: Example AS\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void whatOpensshSignsHoldsForItsTextAndPurposeOnly(String type) throws Exception {
        Path key = folder.resolve("key");
        run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "", "-f", key.toString());
        Path text = Files.write(folder.resolve("text"), TEXT);
        run(
                "ssh-keygen",
                "-q",
                "-Y",
                "sign",
                "-n",
                "purpose",
                "-f",
                key.toString(),
                text.toString());
        String signature = Files.readString(folder.resolve("text.sig"));
        String publicKey = Files.readString(folder.resolve("key.pub")).strip();

        assertThat(SshSignature.signer(TEXT, signature, "purpose")).hasValue(publicKey);
        assertThat(SshSignature.signer(TEXT, signature, "another")).isEmpty();
        assertThat(SshSignature.signer("changed".getBytes(), signature, "purpose")).isEmpty();
    }

    @Test
    void whatWeSignHoldsToo() throws Exception {
        Path key = folder.resolve("key");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        SshSigner signer = SshSigner.with(key, LoginPrompts.NOBODY).orElseThrow();

        assertThat(SshSignature.signer(TEXT, signer.sign(TEXT, "purpose"), "purpose"))
                .isEqualTo(Optional.of(signer.publicKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void aKeyWithAPassphraseSignsThroughTheAgentThatHoldsIt(String type) throws Exception {
        Path ssh = Files.createDirectory(folder.resolve(".ssh"));
        Path key = SshAgentProgram.newKey(ssh.resolve("id_" + type), type);
        try (SshAgentProgram agent = new SshAgentProgram(folder)) {
            agent.add(key);
            SshAgentProgram.encrypt(key, "a passphrase");
            SshSigner signer = SshSigner.ofPerson(person(agent)).orElseThrow();

            assertThat(SshSignature.signer(TEXT, signer.sign(TEXT, "purpose"), "purpose"))
                    .isEqualTo(Optional.of(signer.publicKey()));
            assertThat(Files.readString(Path.of(key + ".pub"))).startsWith(signer.publicKey());
            assertThat(SshSigner.with(key, Optional.of(agent.socket()), LoginPrompts.NOBODY))
                    .isPresent();
        }
        assertThat(SshSigner.with(key, LoginPrompts.NOBODY)).isEmpty();
    }

    @Test
    void aKeyThatLiesInTheAgentAloneSigns() throws Exception {
        Path key = SshAgentProgram.newKey(folder.resolve("elsewhere"), "ed25519");
        try (SshAgentProgram agent = new SshAgentProgram(folder)) {
            agent.add(key);
            Files.delete(key);
            SshSigner signer = SshSigner.ofPerson(person(agent)).orElseThrow();

            assertThat(SshSignature.signer(TEXT, signer.sign(TEXT, "purpose"), "purpose"))
                    .isEqualTo(Optional.of(signer.publicKey()));
            agent.add(SshAgentProgram.newKey(folder.resolve("another"), "ed25519"));
            assertThat(SshSigner.ofPerson(person(agent))).as("nobody said which").isEmpty();
        }
    }

    @Test
    void anAgentThatIsGoneIsNamed() throws Exception {
        SshSigner signer = GoneAgent.signer(folder);

        assertThatThrownBy(() -> signer.sign(TEXT, "purpose"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the SSH agent did not sign");
    }

    private SshEnvironment person(SshAgentProgram agent) {
        return SshEnvironment.of(
                Map.of("SSH_AUTH_SOCK", agent.socket().toString()), folder, "nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
                "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----\n",
                "-----END SSH SIGNATURE-----\n-----BEGIN SSH SIGNATURE-----\n"
            })
    void whatIsNoSignatureProvesNothing(String text) {
        assertThat(SshSignature.signer(TEXT, text, "purpose")).isEmpty();
    }

    private static void run(String... words) throws Exception {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    }
}
