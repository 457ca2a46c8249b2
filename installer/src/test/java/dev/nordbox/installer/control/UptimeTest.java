package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UptimeTest {
    private static final Uptime PROVED = Uptime.parse("boot=4be9 k3s=a1b2");

    @Test
    void aProofSpeaksForTheStartItWasMadeIn() throws Exception {
        Uptime now = seen("boot=4be9\nbooted=1764374400\nk3s=a1b2\nk3s-started=1764374460\n");

        assertThat(now.unproved(PROVED)).isEmpty();
        assertThat(now.booted()).contains(Instant.parse("2025-11-29T00:00:00Z"));
        assertThat(Uptime.parse(now.words()).unproved(PROVED)).isEmpty();
    }

    @Test
    void aRebootEndsIt() throws Exception {
        Uptime now = seen("boot=77aa\nbooted=1764374400\nk3s=c3d4\nk3s-started=1764374460\n");

        assertThat(now.unproved(PROVED))
                .contains("not proved since the reboot at 2025-11-29T00:00:00Z");
    }

    @Test
    void aNewStartOfK3sEndsItToo() throws Exception {
        Uptime now = seen("boot=4be9\nbooted=1764374400\nk3s=c3d4\nk3s-started=1764374460\n");

        assertThat(now.unproved(PROVED))
                .contains("not proved since k3s started anew at 2025-11-29T00:01:00Z");
    }

    /** A proof of an older nordbox, or a k3s that does not run: never a silent pass. */
    @Test
    void whatIsNotKnownIsNotProved() throws Exception {
        Uptime now = seen("boot=4be9\nbooted=1764374400\nk3s=a1b2\nk3s-started=\n");

        assertThat(now.unproved(Uptime.parse(""))).isNotEmpty();
        assertThat(seen("boot=4be9\nk3s=\n").unproved(PROVED)).isNotEmpty();
        assertThat(now.started()).isEqualTo(Optional.empty());
    }

    private static Uptime seen(String text) throws Exception {
        FakeHost host = FakeHost.debian12();
        host.asks(Uptime.LABEL, (fake, command) -> new CommandOutcome(0, text, ""));
        return Uptime.of(host);
    }
}
