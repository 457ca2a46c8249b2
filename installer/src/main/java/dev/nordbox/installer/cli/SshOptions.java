package dev.nordbox.installer.cli;

import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.wiring.SshFlags;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The way in, in ssh's own words. */
final class SshOptions {
    @Option(
            names = {"-J", "--jump"},
            paramLabel = "HOST[,HOST]",
            description = "go through these hosts; default: ProxyJump of the ssh configuration")
    @Nullable String jump;

    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            description = "in place of ~/.ssh/config and /etc/ssh/ssh_config; none: no file at all")
    @Nullable String config;

    @ArgGroup(exclusive = true)
    @Nullable Contact contact;

    /** Host keys that are not known. */
    static final class Contact {
        @Option(
                names = "--accept-new",
                description = "takes and remembers the key of a host that nobody knows yet")
        boolean acceptNew;

        @Option(
                names = "--replace-host",
                description =
                        "the host was rebuilt: its new key takes the old one's place, once you"
                                + " confirm it or --host-key names it")
        boolean replaceHost;
    }

    Optional<String> jump() {
        return Optional.ofNullable(jump);
    }

    SshFlags flags() {
        FirstContact first = FirstContact.ASK;
        if (contact != null) {
            first = contact.acceptNew ? FirstContact.ACCEPT_NEW : FirstContact.REPLACE;
        }
        return new SshFlags(first, Optional.ofNullable(config));
    }
}
