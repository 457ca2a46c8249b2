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

    @Test
    void keysAreSeenOfAccountsWithoutAShellAndInMatchBlocks() throws Exception {
        server.sh(
                """
                mkdir -p /run/sshd && ssh-keygen -A
                useradd --create-home --shell /usr/sbin/nologin tunnel
                install -d -o tunnel -m 700 /home/tunnel/.ssh
                ssh-keygen -q -t ed25519 -N '' -f /root/trial
                { printf 'cert-authority '; cat /root/trial.pub; } >/home/tunnel/.ssh/authorized_keys
                cat >/etc/ssh/sshd_config.d/trial.conf <<'CONF'
                Match User tunnel
                    AuthorizedKeysCommand /usr/bin/trial
                    AuthorizedKeysCommandUser nobody
                Match Address 192.0.2.0/24
                    TrustedUserCAKeys /etc/ssh/trial.pub
                CONF
                """);

        assertThat(section("keys").lines())
                .contains(
                        "elsewhere authorizedkeyscommand /usr/bin/trial",
                        "elsewhere match trustedusercakeys",
                        "elsewhere cert-authority /home/tunnel/.ssh/authorized_keys",
                        "looked=yes")
                .anyMatch(line -> line.matches("key SHA256:\\S+ /home/tunnel/.*"))
                .noneMatch(line -> line.startsWith("unread"));
        assertThat(section("sshd").lines())
                .contains("gssapiauthentication no", "hostbasedauthentication no");
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
