package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.facts.UserFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the controller's steps find on a {@link FakeHost}: users, keys, Java, a Git server. */
final class FakeControllerHost {
    private static final CommandOutcome DONE = new CommandOutcome(0, "", "");

    /** Keys of the Git server, as {@code ssh-keyscan} prints them; none: it does not answer. */
    List<String> gitServerKeys = List.of();

    /** What apt-get says when it fails. */
    Optional<String> mirrorFails = Optional.empty();

    /** Somebody else is at the packages. */
    boolean packagesAreBusy;

    /** What Redis says when it does not come up. */
    Optional<String> redisFails = Optional.empty();

    /** Why the audit rules do not load. */
    Optional<String> auditFails = Optional.empty();

    /** Why Redis' packages stay. */
    Optional<String> redisStays = Optional.empty();

    /** Packages that were taken away. */
    final List<String> removedPackages = new ArrayList<>();

    Optional<String> badDeployKey = Optional.empty();

    private static final String PACKAGED_JAVA = "/usr/lib/jvm/java-17-openjdk-amd64/bin/java";
    private static final String JAVA_PACKAGE = "openjdk-17-jre-headless\n";

    private FakeControllerHost() {}

    static FakeControllerHost on(FakeHost host) {
        FakeControllerHost fake = new FakeControllerHost();
        host.on("useradd", FakeControllerHost::addUser)
                .on("userdel", FakeControllerHost::removeUser)
                .on("make a deploy key", FakeControllerHost::makeKey)
                .on("put the brought deploy key in place", fake::acceptKey)
                .on("make a backup key", FakeControllerHost::makeKey)
                .on("make a proof key", FakeControllerHost::makeKey)
                .on("hold the controller", (h, c) -> new CommandOutcome(0, "", ""))
                .on("put the brought backup key in place", fake::acceptKey)
                .on("ssh-keyscan", fake::scan)
                .on("install the distribution's Java", fake::installJava)
                .on("remove the distribution's Java", FakeControllerHost::removeJava)
                .on("make the webhook's secret", FakeControllerHost::makeWebhookSecret)
                .on("install the distribution's Redis", fake::installRedis)
                .on(StartRedis.LABEL, fake::startRedis)
                .on("remove the distribution's Redis", fake::removeRedis)
                .on(
                        "install unattended-upgrades where a mirror is in reach",
                        fake.installing(SecurityUpdates.PACKAGE))
                .on("purge unattended-upgrades", FakeControllerHost::purgeUpdates)
                .on(
                        "install auditd where a mirror is in reach",
                        fake.installing(WatchWithAuditd.PACKAGE))
                .on("purge auditd", FakeControllerHost::purgeAuditd)
                .on("install systemd-timesyncd where a mirror is in reach", fake::installTime)
                .on("purge systemd-timesyncd", FakeControllerHost::purgeTime)
                .on("load the audit rules", fake::loadAuditRules)
                .on("take the audit rules back", FakeControllerHost::removeAuditRules)
                .on("unpack the Java runtime", FakeControllerHost::unpackJava);
        return fake;
    }

    private static CommandOutcome addUser(FakeHost host, Command command) {
        host.users.put("nordbox", new UserFacts(998, 998, "/var/lib/nordbox", "/usr/sbin/nologin"));
        return DONE;
    }

    private static CommandOutcome removeUser(FakeHost host, Command command) {
        host.users.remove("nordbox");
        return DONE;
    }

    /** {@code sh -s -- FILE USER}. */
    private static CommandOutcome makeKey(FakeHost host, Command command) {
        String file = command.words().get(3);
        String user = command.words().get(4);
        host.put(file, "private".getBytes(), "0600", user + ":" + user);
        host.put(file + ".pub", "ssh-ed25519 AAAA".getBytes(), "0600", user + ":" + user);
        return new CommandOutcome(0, "ssh-ed25519 AAAA\n", "");
    }

    /** {@code sh -s -- CANDIDATE FILE USER NOUN}. */
    private CommandOutcome acceptKey(FakeHost host, Command command) {
        String file = command.words().get(4);
        String user = command.words().get(5);
        FakeHost.Node brought = host.files.remove(command.words().get(3));
        if (badDeployKey.isPresent()) {
            return new CommandOutcome(1, "", badDeployKey.get());
        }
        host.files.put(file, brought);
        host.put(file + ".pub", "ssh-ed25519 BBBB".getBytes(), "0600", user + ":" + user);
        return DONE;
    }

    private CommandOutcome scan(FakeHost host, Command command) {
        return gitServerKeys.isEmpty()
                ? new CommandOutcome(1, "", "connect to host git.example.no: timed out\n")
                : new CommandOutcome(0, String.join("\n", gitServerKeys) + "\n", "# banner\n");
    }

    private CommandOutcome installJava(FakeHost host, Command command) {
        if (mirrorFails.isPresent()) {
            return new CommandOutcome(1, "", mirrorFails.get());
        }
        host.machine.java.put(PACKAGED_JAVA, "17.0.15");
        host.put(command.words().get(3), JAVA_PACKAGE.getBytes(), "0600", "root:root");
        return DONE;
    }

    private static CommandOutcome removeJava(FakeHost host, Command command) {
        if (!(command.words().get(3) + "\n").equals(JAVA_PACKAGE)) {
            return new CommandOutcome(100, "", "E: Unable to locate package");
        }
        host.machine.java.remove(PACKAGED_JAVA);
        return DONE;
    }

    private static CommandOutcome makeWebhookSecret(FakeHost host, Command command) {
        host.put(ControllerPaths.WEBHOOK_SECRET, "secret".getBytes(), "0600", "nordbox:nordbox");
        return DONE;
    }

    private CommandOutcome installRedis(FakeHost host, Command command) {
        if (packagesAreBusy) {
            return new CommandOutcome(75, "", "E: Could not get lock /var/lib/dpkg/lock-frontend");
        }
        if (mirrorFails.isPresent()) {
            return new CommandOutcome(1, "", mirrorFails.get());
        }
        RemoteFile note = Note.of(InstallRedis.NOTE, "redis-server redis-tools");
        host.put(note.path(), note.content(), note.mode(), "root:root");
        host.put(RedisUnit.PACKAGED, "[Service]".getBytes(), "0644", "root:root");
        return DONE;
    }

    private CommandOutcome startRedis(FakeHost host, Command command) {
        boolean up = redisFails.isEmpty();
        host.units.put(
                RedisUnit.NAME,
                new UnitFacts(
                        "loaded", up ? "active" : "failed", up ? "enabled" : "disabled", false));
        return up ? DONE : new CommandOutcome(1, "", redisFails.get());
    }

    /** {@code sh -s -- PACKAGE…}. */
    private CommandOutcome removeRedis(FakeHost host, Command command) {
        if (redisStays.isPresent()) {
            return new CommandOutcome(0, redisStays.get() + "\n", "");
        }
        removedPackages.addAll(command.words().subList(3, command.words().size()));
        host.files.remove(RedisUnit.PACKAGED);
        return DONE;
    }

    /** {@code sh -s -- PACKAGE NOTE}. */
    private FakeHost.Handler installing(PackageInReach wanted) {
        return (host, command) -> {
            if (mirrorFails.isPresent()) {
                return new CommandOutcome(1, "", mirrorFails.get());
            }
            host.put(command.words().get(4), "installed\n".getBytes(), "0600", "root:root");
            host.put(wanted.program(), "program".getBytes(), "0755", "root:root");
            return DONE;
        };
    }

    private static CommandOutcome purgeUpdates(FakeHost host, Command command) {
        host.files.remove(SecurityUpdates.PACKAGE.program());
        return DONE;
    }

    private static CommandOutcome purgeAuditd(FakeHost host, Command command) {
        host.files.remove(WatchWithAuditd.PACKAGE.program());
        host.units.remove(WatchWithAuditd.UNIT);
        return DONE;
    }

    private CommandOutcome installTime(FakeHost host, Command command) throws HostException {
        CommandOutcome outcome = installing(KeepTime.PACKAGE).run(host, command);
        if (outcome.succeeded()) {
            host.withUnit(KeepTime.UNIT);
        }
        return outcome;
    }

    private static CommandOutcome purgeTime(FakeHost host, Command command) {
        host.files.remove(KeepTime.PACKAGE.program());
        host.units.remove(KeepTime.UNIT);
        return DONE;
    }

    private CommandOutcome loadAuditRules(FakeHost host, Command command) {
        if (auditFails.isPresent()) {
            return new CommandOutcome(1, "", auditFails.get());
        }
        host.withUnit(WatchWithAuditd.UNIT);
        host.machine.unwatched.clear();
        return DONE;
    }

    private static CommandOutcome removeAuditRules(FakeHost host, Command command) {
        host.files.remove(WatchWithAuditd.RULES);
        return DONE;
    }

    private static CommandOutcome unpackJava(FakeHost host, Command command) {
        host.machine.java.put("/opt/nordbox/jre/bin/java", "21.0.4");
        return DONE;
    }
}
