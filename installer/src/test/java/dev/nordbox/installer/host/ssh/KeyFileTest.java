package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.ssh.Candidate.CertificateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file beside a key ssh takes for its certificate. */
class KeyFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "id, id-cert.pub",
        "id, id-cert",
        "id.pub, id.pub-cert.pub",
    })
    void aCertificateLiesBesideItsKey(String key, String file) throws Exception {
        Path certificate = certificate(file);

        assertThat(beside(key)).contains(certificate.toString());
    }

    @Test
    void aPublicHalfHasNotThatOfItsPrivateHalf() throws Exception {
        certificate("id-cert.pub");

        assertThat(beside("id.pub")).isEmpty();
    }

    @Test
    void aCertificateMayBeNamedWithoutItsEnding() throws Exception {
        Path certificate = certificate("mine.pub");

        assertThat(CertificateFile.in(folder.resolve("mine")).map(CertificateFile::name))
                .contains(certificate.toString());
    }

    private Optional<String> beside(String key) {
        return new KeyFile(folder.resolve(key)).certificate().map(CertificateFile::name);
    }

    private Path certificate(String name) throws Exception {
        KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        OpenSshCertificate issued =
                OpenSshCertificateBuilder.userCertificate()
                        .id("test")
                        .principals(List.of("root"))
                        .publicKey(key.getPublic())
                        .sign(key, "ecdsa-sha2-nistp256");
        return Files.writeString(folder.resolve(name), PublicKeyEntry.toString(issued));
    }
}
