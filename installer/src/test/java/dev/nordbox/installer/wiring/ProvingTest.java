package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.ssh.SshTarget;
import dev.nordbox.installer.host.ssh.Whereabouts;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Specs;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvingTest {
    @TempDir Path home;

    @Test
    void aKeyThatWasNamedAndCannotSignIsNotPassedOver() {
        Path absent = home.resolve("no-such-key");

        assertThatThrownBy(() -> proving().signer(Optional.of(absent)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("--sign-with " + absent);
    }

    @Test
    void whoHasNoKeyAndNamesNoneSignsNothing() throws ProblemException {
        assertThat(proving().signer(Optional.empty())).isEmpty();
    }

    private Proving proving() {
        return new Proving(
                new TestSurroundings(home).surroundings(),
                Specs.plain().config().ssh(),
                new Whereabouts(new SshTarget("root", "203.0.113.7", 22), true));
    }
}
