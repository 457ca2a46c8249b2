package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalPromptsTest {
    private static final HostKey KEY = new HostKey("ssh-ed25519", new byte[] {1, 2, 3});

    @Test
    void onlyAWholeYesAccepts() {
        assertThat(TerminalPrompts.understand("yes", KEY)).contains(Answer.ACCEPTED);
        assertThat(TerminalPrompts.understand("YES", KEY)).contains(Answer.ACCEPTED);
        assertThat(TerminalPrompts.understand("y", KEY)).isEmpty();
        assertThat(TerminalPrompts.understand("", KEY)).isEmpty();
        assertThat(TerminalPrompts.understand("no", KEY)).contains(Answer.DECLINED);
    }

    @Test
    void aPastedFingerprintIsComparedWhateverStandsAroundIt() {
        String other = "SHA256:" + "A".repeat(43);

        assertThat(TerminalPrompts.understand(KEY.fingerprint(), KEY)).contains(Answer.ACCEPTED);
        assertThat(understandLine(KEY.fingerprint())).contains(Answer.ACCEPTED);
        assertThat(understandLine(other)).contains(Answer.another(other));
        assertThat(TerminalPrompts.understand("SHA256:cut off", KEY)).isEmpty();
    }

    /** As {@code ssh-keygen -lf} prints it. */
    private static Optional<Answer> understandLine(String fingerprint) {
        return TerminalPrompts.understand("256 " + fingerprint + " root@box (ED25519)", KEY);
    }

    @Test
    void withoutATerminalNobodyIsAsked() {
        TerminalPrompts prompts = new TerminalPrompts(Optional.empty());

        assertThat(prompts.somebody()).isFalse();
        assertThat(prompts.confirm("box", KEY, "")).isEqualTo(Answer.NOBODY_TO_ASK);
        assertThat(prompts.confirmReplacement("box", KEY, List.of("old")))
                .isEqualTo(Answer.NOBODY_TO_ASK);
        assertThat(prompts.secret("Password: ")).isEmpty();
        assertThat(prompts.passphrase(Path.of("id_rsa"), 1)).isEmpty();
    }
}
