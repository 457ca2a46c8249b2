package dev.nordbox.installer.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How sshd lets people in.
 *
 * @param ports that its configuration has it listen on, other than for the host itself
 * @param says effective settings by key, as {@code sshd -T} prints them; empty where that tells
 *     nothing, as without root's rights or with another server
 * @param byPasswordOnly who has a password and no key: accounts, or a directory of them
 */
public record SshDoors(Set<Integer> ports, Map<String, String> says, List<String> byPasswordOnly) {
    public static final FactSection<SshDoors> SECTION =
            new FactSection<>("sshd", SshDoors::read, "sshd-listens", "sshd-says", "password-only");

    private static final List<String> TYPED = List.of("password", "keyboard-interactive");

    public SshDoors {
        ports = Set.copyOf(ports);
        says = Map.copyOf(says);
        byPasswordOnly = List.copyOf(byPasswordOnly);
    }

    private static SshDoors read(FactLines lines) throws FactsUnreadable {
        return new SshDoors(
                lines.all("sshd-listens", line -> SocketLine.port(line.at(1))).stream()
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                lines.named("sshd-says", 1, line -> line.at(2)),
                lines.all("password-only", line -> line.at(1)));
    }

    /** Whether something typed can open, directly or through PAM. */
    public boolean takePasswords() {
        return isYes("passwordauthentication") || isYes("kbdinteractiveauthentication");
    }

    /** Whether a key is not enough: people type something on top of it, as one-time codes. */
    public boolean askForMore() {
        return Arrays.stream(says.getOrDefault("authenticationmethods", "any").split("[\\s,]+"))
                .anyMatch(method -> TYPED.contains(method.split(":")[0]));
    }

    private boolean isYes(String key) {
        return "yes".equals(says.get(key));
    }
}
