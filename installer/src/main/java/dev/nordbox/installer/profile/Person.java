package dev.nordbox.installer.profile;

import java.util.List;

/**
 * Somebody who may log in, and answers for it.
 *
 * @param name as those who read the list know them
 * @param keys fingerprints of the SSH keys, {@code SHA256:…}
 */
public record Person(String name, List<String> keys) {

    public Person {
        keys = List.copyOf(keys);
    }
}
