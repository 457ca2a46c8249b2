package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.host.Script;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that looks at a box, on a real Debian whose k3s says what it is told to. */
class LookAtBoxIT {
    private static final String LOOK = Script.beside(Inspection.class, "look.sh");

    @TempDir Path home;
    private SystemdServer server;

    @BeforeEach
    void aServerWithAServiceByK3sName() throws Exception {
        server = SystemdServer.start(home);
        server.sh(
                """
                cat >/etc/systemd/system/k3s.service <<'UNIT'
                [Service]
                ExecStart=/bin/sh -c 'cat /run/says; exec sleep infinity'
                UNIT
                systemctl daemon-reload
                """);
    }

    @AfterEach
    void itGoes() {
        server.close();
    }

    @Test
    void aPolicyControllerIsJudgedByThisStartOfK3sAlone() throws Exception {
        start("level=warning msg=\"Skipping network policy controller start, ipset unavailable\"");
        assertThat(section("policy-journal")).contains("ipset unavailable");

        start("level=info msg=\"Starting network policy controller version v2\"");
        assertThat(section("policy-journal")).isEmpty();
        assertThat(section("time")).containsPattern("(?m)^chrony ");
    }

    private void start(String says) throws Exception {
        server.sh(
                "printf '%s\\n' '"
                        + says
                        + "' >/run/says && systemctl restart k3s && journalctl --sync");
    }

    private String section(String name) throws Exception {
        String told = server.sh(LOOK);
        String body = told.substring(told.indexOf("==nordbox== " + name + "\n"));
        String after = body.substring(body.indexOf('\n') + 1);
        int end = after.indexOf("==nordbox== ");
        return (end < 0 ? after : after.substring(0, end)).strip();
    }
}
