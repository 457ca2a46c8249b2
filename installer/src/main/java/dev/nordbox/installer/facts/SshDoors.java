package dev.nordbox.installer.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How sshd lets people in.
 *
 * @param says effective settings by key, as {@code sshd -T} prints them; empty where that tells
 *     nothing, as without root's rights or with another server
 * @param byPasswordOnly who has a password and no key: accounts, or a directory of them
 */
public record SshDoors(Map<String, String> says, List<String> byPasswordOnly) {
    private static final List<String> TYPED = List.of("password", "keyboard-interactive");

    public SshDoors {
        says = Map.copyOf(says);
        byPasswordOnly = List.copyOf(byPasswordOnly);
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
