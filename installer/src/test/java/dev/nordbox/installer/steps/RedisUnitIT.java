package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.testbed.BuildCache;
import dev.nordbox.installer.testbed.OpenSsh;
import dev.nordbox.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/** The render cache's unit under a real systemd, with the distribution's Redis. */
class RedisUnitIT {

    private static final String ASK = " redis-cli -s " + RedisUnit.SOCKET + " ping 2>&1";

    private static final String RENDER = "redis-cli -s " + RedisUnit.SOCKET + " get render 2>&1";

    /** In place of the controller: Redis hangs on its unit, and not on what it runs. */
    private static final String CONTROLLER =
            """
            [Service]
            Type=exec
            ExecStart=/bin/sleep infinity
            Restart=always
            RestartSec=1s
            """;

    private static final String CONTROLLER_PID =
            "systemctl show -P MainPID " + ControllerPaths.UNIT;

    private final OpenSsh box = OpenSsh.withSystemd();

    @BeforeEach
    void installRedis() throws Exception {
        box.start();
        box.copyFileToContainer(MountableFile.forHostPath(unpacked()), "/opt/redis");
        // Links are lost on the way in, and one program of the package is a link.
        box.sh(
                "cp -rn /opt/redis/usr/. /usr/ && ldconfig && cd /usr/bin"
                        + " && { [ -e redis-server ] || ln -s redis-check-rdb redis-server; }"
                        + " && redis-server --version");
        box.sh("useradd --system --user-group nordbox && useradd --system somebody");
        SystemdUnit unit = RedisUnit.of(Templates.bundled());
        box.copyFileToContainer(Transferable.of(unit.text()), SystemdUnit.path(RedisUnit.NAME));
        box.sh("systemctl daemon-reload && systemctl start " + RedisUnit.NAME);
    }

    @AfterEach
    void stop() {
        box.stop();
    }

    /** The package as {@code ci/redis} unpacks it. */
    private static Path unpacked() {
        Path root = BuildCache.resolve("redis/root").toAbsolutePath();
        if (!Files.isDirectory(root)) {
            throw new IllegalStateException(
                    root + " is missing: run ci/redis first, where no redis-server is installed");
        }
        return root;
    }

    @Test
    void itServesTheControllersGroupAloneAndSeesNothingOfIts() throws Exception {
        awaitAnswer();

        assertThat(box.sh("runuser -u somebody --" + ASK + " || true"))
                .contains("Permission denied");
        assertThat(box.sh("stat -c '%G %a' /run/nordbox-redis " + RedisUnit.SOCKET))
                .isEqualTo("nordbox 710\nnordbox 770\n");
        box.sh("mkdir /run/nordbox && touch /run/nordbox/controller.sock");
        String pid = box.sh("systemctl show -P MainPID " + RedisUnit.NAME).strip();
        assertThat(box.sh("nsenter -t " + pid + " -m ls /run")).doesNotContain("nordbox\n");
        assertThat(box.sh("cat /proc/net/tcp /proc/net/tcp6")).doesNotContain(":18EB"); // 6379
    }

    @Test
    void itComesAgainWhenItIsKilled() throws Exception {
        awaitAnswer();

        box.sh("systemctl kill -s KILL " + RedisUnit.NAME);

        awaitAnswer();
        assertThat(box.sh("systemctl show -P NRestarts " + RedisUnit.NAME)).isEqualTo("1\n");
    }

    @Test
    void whatItHoldsIsThereWhenTheControllerComesBack() throws Exception {
        box.copyFileToContainer(
                Transferable.of(CONTROLLER), SystemdUnit.path(ControllerPaths.UNIT));
        box.sh(
                "systemctl daemon-reload && systemctl enable --quiet "
                        + RedisUnit.NAME
                        + " && systemctl stop "
                        + RedisUnit.NAME
                        + " && systemctl start "
                        + ControllerPaths.UNIT);
        awaitAnswer();
        box.sh("redis-cli -s " + RedisUnit.SOCKET + " set render known");

        box.sh("systemctl restart " + ControllerPaths.UNIT);
        assertThat(box.sh(RENDER)).isEqualTo("known\n");

        String before = box.sh(CONTROLLER_PID);
        box.sh("systemctl kill -s KILL " + ControllerPaths.UNIT);
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> box.sh(CONTROLLER_PID),
                        now -> !now.equals(before) && !now.equals("0\n"));
        assertThat(box.sh(RENDER)).isEqualTo("known\n");
    }

    private void awaitAnswer() {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> box.sh("runuser -u nordbox --" + ASK + " || true").equals("PONG\n"));
    }
}
