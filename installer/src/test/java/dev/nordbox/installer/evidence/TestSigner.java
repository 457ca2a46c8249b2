package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.SshSigner;
import java.nio.file.Files;
import java.nio.file.Path;

/** Somebody with a key of OpenSSH's own making. */
final class TestSigner {
    private TestSigner() {}

    /**
     * @param key is made where it is not there
     * @param type as {@code ssh-keygen -t} has it
     */
    static SshSigner with(Path key, String type) throws Exception {
        if (!Files.exists(key)) {
            String[] words = {"ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString()};
            assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
        }
        return SshSigner.with(key, LoginPrompts.NOBODY).orElseThrow();
    }
}
